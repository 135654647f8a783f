"""What the rooms of accounts hold of a person who goes: their row stays, says nothing, and opens nothing."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from project.accounts.models import Role, User
from project.accounts.profiles.avatars import forget_avatar
from project.accounts.profiles.deletion.registry import DELETED_NAME, Words
from project.accounts.profiles.models import Activity, DataExport, NotificationWish, Profile
from project.accounts.roles.models import RoleApplication, StepDone, Verification
from project.accounts.security.actions.sessions import end_all_sessions
from project.accounts.security.models import FactorReset, KnownDevice
from project.accounts.tokens.models import ApiKey, Family
from project.accounts.tokens.models import Verification as RegisteredEmail
from project.base.storage import private_files
from project.mail.models import Letter


def last_admin(person_id: int) -> Words | None:
    """The last admin cannot go."""
    admins = User.objects.filter(roles__contains=[Role.ADMIN], is_active=True)
    if admins.filter(pk=person_id).exists() and not admins.exclude(pk=person_id).exists():
        return _("You are the last admin. Make somebody else an admin first.")
    return None


def erase_profile(person_id: int, _now: datetime) -> None:
    """What they said of themselves, with its pictures."""
    profile = Profile.objects.filter(person_id=person_id).first()
    if profile is not None:
        pictures, avatar = [piece.picture for piece in profile.pieces.all() if piece.picture], profile.avatar
        profile.delete()
        transaction.on_commit(lambda: _forget_files(pictures, avatar))
    NotificationWish.objects.filter(person_id=person_id).delete()


def erase_trail(person_id: int, _now: datetime) -> None:
    """Activity, exports and letters."""
    Activity.objects.filter(person_id=person_id).delete()
    exports = DataExport.objects.filter(person_id=person_id)
    paths = [path for path in exports.values_list("path", flat=True) if path]
    exports.delete()
    transaction.on_commit(lambda: _forget_files(paths, ""))
    Letter.objects.annotate(address=Lower("to")).filter(address__in=_addresses(person_id)).delete()


def erase_ways_in(person_id: int, _now: datetime) -> None:
    """Sessions, factors, devices, tokens, keys, emails and accounts elsewhere."""
    end_all_sessions(user_id=person_id)
    for rows in (EmailAddress, Authenticator, SocialAccount, KnownDevice, FactorReset, Family, ApiKey, RegisteredEmail):
        rows.objects.filter(user_id=person_id).delete()


def erase_roles(person_id: int, _now: datetime) -> None:
    """What they told about themselves to be given a role."""
    for rows in (RoleApplication, Verification, StepDone):
        rows.objects.filter(person_id=person_id).delete()


def erase_row(person_id: int, _now: datetime) -> None:
    """Their row and those of the guests they were, last: others ask it for the email."""
    person = User.objects.get(pk=person_id)
    person.email = f"deleted-{person.public_id}@invalid".lower()
    person.display_name, person.roles = DELETED_NAME, []
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
    User.objects.filter(merged_into=person).update(display_name=DELETED_NAME)
    of_people = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=of_people, object_id=str(person_id)).update(object_repr=DELETED_NAME)


def _addresses(person_id: int) -> list[str]:
    own = User.objects.filter(pk=person_id).values_list("email", flat=True)
    others = EmailAddress.objects.filter(user_id=person_id).values_list("email", flat=True)
    return [address.lower() for address in (*own, *others) if address]


def _forget_files(paths: list[str], avatar: str) -> None:
    for path in paths:
        private_files().delete(path)
    if avatar:
        forget_avatar(avatar)
