"""What happened to a person's account, told to that person: rows that are added and never changed.

A room registers its kinds when its app is ready; the facts of a row are words for a person and never a secret.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.models import Activity
from project.base.visible import visible_line

KEPT = timedelta(days=400)
BITE = 5000
LONGEST_FACT = 300
SECRETS = frozenset({"password", "secret", "token", "code", "codes", "session_key", "cookie"})
type Fact = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that happens; `words` may name facts, as in `"Key %(name)s was made"`."""

    name: str
    label: str | Promise
    words: str | Promise


_kinds: dict[str, Kind] = {}


def register_kind(name: str, *, label: str | Promise, words: str | Promise = "") -> None:
    """Let `note_activity` take this kind, and tell it in these words (in its label where it has none)."""
    _kinds[name] = Kind(name=name, label=label, words=words or label)


def kinds() -> dict[str, Kind]:
    """Every kind by name."""
    return _kinds


def note_activity(*, user_id: int, kind: str, facts: dict[str, Any], now: datetime) -> None:
    """Add a row to what this person can read about their account.

    Give the address and the device of a request as `address` and `device`. Raises `ValueError` for a kind that
    nobody registered and for a fact that is named like a secret: those are bugs.
    """
    if kind not in _kinds:
        raise ValueError(f"No room has registered the activity {kind!r} (register_kind).")
    if named := SECRETS & facts.keys():
        raise ValueError(f"Facts of an activity are never secret: {sorted(named)}.")
    Activity.objects.create(person_id=user_id, kind=kind, facts=_told(facts), at=now)


def words_of(row: Activity) -> str:
    """A row as a sentence; a fact that it lacks is left out."""
    kind = _kinds.get(row.kind)
    return str(kind.words) % _Facts(row.facts) if kind is not None else row.kind


def forget_old_activity(*, now: datetime) -> int:
    """Delete what is older than 400 days, in bites. Returns how many rows."""
    old, deleted = Activity.objects.filter(at__lt=now - KEPT), 0
    while bitten := Activity.objects.filter(pk__in=old.values("pk")[:BITE]).delete()[0]:
        deleted += bitten
    return deleted


class _Facts(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return ""


def _told(facts: dict[str, Any]) -> dict[str, Fact]:
    return {name: _fact(value) for name, value in facts.items()}


def _fact(value: Any) -> Fact:
    # A name or a device says what its sender likes: here it is one line that shows itself.
    return value if isinstance(value, int | bool | None) else visible_line(str(value))[:LONGEST_FACT]


COMMON = {
    "signed_up": (_("Registered"), _("You registered")),
    "signed_in": (_("Signed in"), _("Signed in from %(device)s %(address)s")),
    "signed_out": (_("Signed out"), _("Signed out")),
    "sign_in_failed": (_("Sign-in refused"), _("Somebody tried to sign in from %(address)s")),
    "new_device": (_("New device"), _("First seen: %(device)s %(address)s")),
    "device_trusted": (_("Device trusted"), _("%(device)s needs no second factor for a while")),
    "device_forgotten": (_("Device forgotten"), _("%(device)s needs the second factor again")),
    "password_changed": (_("Password changed"), _("The password was changed")),
    "password_reset": (_("Password reset"), _("The password was set anew by a letter")),
    "email_added": (_("Email added"), _("%(email)s was added")),
    "email_confirmed": (_("Email confirmed"), _("%(email)s was confirmed")),
    "email_changed": (_("Email changed"), _("The email is now %(email)s")),
    "email_removed": (_("Email removed"), _("%(email)s was removed")),
    "account_connected": (_("Account connected"), _("%(provider)s may sign you in")),
    "account_disconnected": (_("Account disconnected"), _("%(provider)s no longer signs you in")),
    "factor_added": (_("Second factor added"), _("A second factor was added: %(factor)s %(name)s")),
    "factor_removed": (_("Second factor removed"), _("A second factor was removed: %(factor)s %(name)s")),
    "factor_reset": (_("Second factor reset"), _("Staff took the second factors away")),
    "recovery_codes_made": (_("Recovery codes made"), _("New recovery codes were made; the old ones are void")),
    "recovery_code_used": (_("Recovery code used"), _("A recovery code was used")),
    "session_ended": (_("Session ended"), _("A session was ended: %(device)s")),
    "sessions_ended": (_("Sessions ended"), _("All other sessions were ended")),
    "key_made": (_("Key made"), _("The key %(name)s was made")),
    "key_revoked": (_("Key revoked"), _("The key %(name)s was revoked")),
    "tokens_revoked": (_("Tokens revoked"), _("Tokens of a program were revoked")),
    "role_granted": (_("Role granted"), _("You are now %(role)s")),
    "role_revoked": (_("Role taken back"), _("You are no longer %(role)s")),
    "role_asked": (_("Role asked for"), _("You asked to be %(role)s")),
    "role_refused": (_("Role refused"), _("Your application to be %(role)s was refused")),
    "impersonated": (_("Support looked"), _("%(staff)s looked at the site as you: %(reason)s")),
    "profile_changed": (_("Profile changed"), _("The profile was changed: %(what)s")),
    "settings_changed": (_("Settings changed"), _("Settings were changed: %(what)s")),
    "export_requested": (_("Export asked for"), _("An export of your data was asked for")),
    "export_downloaded": (_("Export downloaded"), _("The export of your data was downloaded from %(address)s")),
    "deletion_requested": (_("Deletion asked for"), _("You asked us to delete your account")),
    "deletion_taken_back": (_("Deletion taken back"), _("The account stays")),
}
for _name, (_label, _words) in COMMON.items():
    register_kind(_name, label=_label, words=_words)
