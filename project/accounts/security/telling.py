"""What the owner is told of every change: a letter, and a line in the trail of their account."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.profiles.activity import note_activity, register_kind
from project.accounts.profiles.models import Profile
from project.accounts.profiles.zones import find_zone
from project.accounts.security.clients import Client
from project.base.ids import public_id
from project.mail.actions import send_letter

NOTICE = "security_notice"


def note(user: User, kind: str, client: Client, now: datetime, **facts: Any) -> None:
    """A line in the trail."""
    note_activity(user_id=user.pk, kind=kind, facts={**client.facts(), **facts}, now=now)


def notice(user: User, kind: str, client: Client, now: datetime, **facts: Any) -> None:
    """A line in the trail, and a letter that says the same."""
    note(user, kind, client, now, **facts)
    write(user, NOTICE, client, now, kind=kind, **facts)


def write(user: User, template: str, client: Client, now: datetime, *, once: str = "", **facts: Any) -> None:
    """A letter to the owner, with the moment in their own time; a second one of the same `once` is none."""
    if not user.email:
        return
    told = {**client.facts(), **facts, "at": moment(user, now), "person": str(user)}
    language = _wishes(user)[0]
    key = once or public_id("notice")
    send_letter(template=template, to=user.email, facts=told, key=f"{template}:{key}", language=language)


def moment(user: User, at: datetime) -> str:
    """A time as the reader's clock shows it, with the name of their zone."""
    zone = find_zone(_wishes(user)[1]) or ZoneInfo("UTC")
    local = timezone.localtime(at, zone)
    return f"{date_format(local, 'j F Y, H:i')} ({zone.key})"


def _wishes(user: User) -> tuple[str, str]:
    """The reader's language and time zone, as far as they have said."""
    return Profile.objects.filter(person=user).values_list("language", "time_zone").first() or ("", "")


KINDS = {
    "passkey_doubted": (_("Passkey refused"), _("%(name)s was refused: there may be a copy of it")),
    "passkey_renamed": (_("Passkey renamed"), _("A passkey is now called %(name)s")),
    "way_back_asked": (_("Removal of factors asked for"), _("Somebody asked to take away the second factors")),
    "way_back_cancelled": (_("Removal of factors called off"), _("It was called off: the second factors stay")),
    "way_back_done": (_("Factors removed"), _("The second factors were taken away, as was asked three days before")),
}
for _name, (_label, _words) in KINDS.items():
    register_kind(_name, label=_label, words=_words)
