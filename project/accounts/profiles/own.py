"""What the rooms of accounts give to an export, and what is done with it when somebody goes."""

from collections.abc import Iterable, Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.profiles.activity import words_of
from project.accounts.profiles.deletion import people
from project.accounts.profiles.deletion.registry import register_blocker, register_erasure
from project.accounts.profiles.exports.registry import leave_out, register_export
from project.accounts.profiles.models import AccountDeletion, Activity, NotificationWish, Profile
from project.accounts.profiles.public import own_out
from project.accounts.roles.models import RoleApplication, RoleChange, StepDone, Verification
from project.accounts.security.models import KnownDevice
from project.accounts.tokens.models import ApiKey, Family

type Json = dict[str, Any]


def register() -> None:
    """Tell the registries; called when Django is ready."""
    _register_exports()
    _register_erasures()
    register_blocker("last_admin", people.last_admin)


def _register_exports() -> None:
    register_export(
        "account",
        rows=_account,
        covers=["accounts.User", "account.EmailAddress", "mfa.Authenticator", "socialaccount.SocialAccount"],
    )
    register_export(
        "profile",
        rows=_profile,
        covers=["profiles.Profile", "profiles.NotificationWish", "profiles.AccountDeletion"],
        files=_pictures,
    )
    register_export("activity", rows=_activity, covers=["profiles.Activity"])
    register_export("sessions", rows=_sessions, covers=["usersessions.UserSession", "security.KnownDevice"])
    register_export("programs", rows=_programs, covers=["tokens.ApiKey", "tokens.Family"])
    register_export(
        "roles",
        rows=_roles,
        covers=["accounts.RoleApplication", "accounts.RoleChange", "accounts.StepDone", "accounts.Verification"],
    )
    leave_out(["profiles.DataExport"], because="it is the export")
    leave_out(
        ["security.FactorReset", "tokens.Verification"], because="waits for days and holds digests of codes alone"
    )
    leave_out(["admin.LogEntry", "audit.StaffAction"], because="says what staff did in their office, not of themselves")


def _register_erasures() -> None:
    register_erasure("profile", erase=people.erase_profile, gone=_("Your profile, pictures, portfolio and handle."))
    register_erasure(
        "trail", erase=people.erase_trail, gone=_("Your activity, exports, and the letters that we sent to you.")
    )
    register_erasure(
        "ways_in",
        erase=people.erase_ways_in,
        gone=_("Your email addresses, password, second factors, devices, sessions, tokens and keys."),
    )
    register_erasure(
        "roles",
        erase=people.erase_roles,
        gone=_("Your applications for roles, and the roles."),
        kept=_(
            "Which roles you had, when, and what staff did: the trail of decisions must stay whole. It has no name."
        ),
    )
    gone = _("Your name. “Deleted person” stands in its place.")
    register_erasure("row", erase=people.erase_row, gone=gone, is_last=True)


def _account(person_id: int) -> Iterator[Json]:
    person = User.objects.get(pk=person_id)
    yield {
        "public_id": person.public_id,
        "email": person.email,
        "display_name": person.display_name,
        "roles": person.roles,
        "created_at": person.created_at,
        "last_login": person.last_login,
        "guest_names": list(User.objects.filter(merged_into=person).values_list("display_name", flat=True)),
        "emails": _values(EmailAddress.objects.filter(user_id=person_id), "email", "verified", "primary"),
        # What proves somebody stays out of a file that lies in a download folder.
        "factors": _values(Authenticator.objects.filter(user_id=person_id), "type", "created_at", "last_used_at"),
        "connections": _values(SocialAccount.objects.filter(user_id=person_id), "provider", "uid", "date_joined"),
    }


def _profile(person_id: int) -> Iterator[Json]:
    profile = Profile.objects.select_related("person").filter(person_id=person_id).first()
    if profile is not None:
        former = _values(profile.former_handles.all(), "handle", "until")
        yield {**own_out(profile), "former_handles": former}
    yield {
        "notifications": _values(NotificationWish.objects.filter(person_id=person_id), "kind", "channel", "is_wanted")
    }
    asked = AccountDeletion.objects.filter(person_id=person_id)
    yield {"deletions": _values(asked, "state", "requested_at", "due_at", "ended_at")}


def _pictures(person_id: int) -> Iterator[tuple[str, str]]:
    profile = Profile.objects.filter(person_id=person_id).first()
    if profile is None:
        return
    if profile.avatar:
        yield "picture.jpg", f"{profile.avatar}/256.jpg"
    for piece in profile.pieces.exclude(picture=""):
        yield f"{piece.public_id}.webp", piece.picture


def _activity(person_id: int) -> Iterator[Json]:
    for row in Activity.objects.filter(person_id=person_id).order_by("pk").iterator():
        yield {"at": row.at, "kind": row.kind, "words": words_of(row), "facts": row.facts}


def _sessions(person_id: int) -> Iterable[Json]:
    own = UserSession.objects.filter(user_id=person_id)
    yield {"sessions": _values(own, "created_at", "last_seen_at", "ip", "user_agent")}
    devices = KnownDevice.objects.filter(user_id=person_id)
    yield {"devices": _values(devices, "user_agent", "first_seen_at", "last_seen_at", "trusted_until")}


def _programs(person_id: int) -> Iterator[Json]:
    keys = ApiKey.objects.filter(user_id=person_id)
    yield {
        "keys": _values(keys, "public_id", "name", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    }
    yield {"tokens": _values(Family.objects.filter(user_id=person_id), "name", "address", "created_at", "ended_at")}


def _roles(person_id: int) -> Iterator[Json]:
    asked = RoleApplication.objects.filter(person_id=person_id)
    yield {"applications": _values(asked, "role", "state", "facts", "reason", "applied_at", "decided_at")}
    yield {"changes": _values(RoleChange.objects.filter(person_id=person_id), "role", "kind", "reason", "at")}
    yield {
        "verifications": _values(
            Verification.objects.filter(person_id=person_id), "what", "shown_as", "at", "revoked_at"
        )
    }
    yield {"steps": _values(StepDone.objects.filter(person_id=person_id), "role", "step", "result", "at")}


def _values(rows: QuerySet[Any], *names: str) -> list[Json]:
    return list(rows.values(*names))
