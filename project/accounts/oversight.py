"""What staff does to people: always for a reason, always in the trail, and never to themselves.

Support looks after members; only an admin touches others of staff.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts import endings
from project.accounts.audit.actions import record
from project.accounts.models import User
from project.accounts.profiles.activity import note_activity, register_kind
from project.accounts.roles.names import STAFF, Role
from project.accounts.security.actions.sessions import end_other_sessions
from project.accounts.security.clients import Client
from project.accounts.security.telling import write
from project.accounts.tokens.families import end_programs
from project.accounts.tokens.models import Because
from project.base.errors import Forbidden, NotFound, Refusal

HOUSE = Client()
LONGEST_REASON = 500


class ReasonMissing(Refusal):
    """What staff does is read again later, by others."""

    status = 422
    message = _("Say why, in a sentence.")


class NotToYourself(Forbidden):
    """Somebody else has to look at it."""

    message = _("Somebody else has to do this to you.")


class StaffByAdminsOnly(Forbidden):
    """Support could else send its admins away."""

    message = _("Only an admin may do this to somebody of staff.")


class SuspendedAlready(Refusal):
    """It was done before."""

    message = _("This person is suspended already.")


class NotSuspended(Refusal):
    """There is nothing to lift."""

    message = _("This person is not suspended.")


def suspend_person(*, person_id: int, staff_id: int, reason: str, now: datetime) -> None:
    """Let them in nowhere: sessions, programs and sockets end at once, keys open nothing. Nothing is deleted.

    Raises `SuspendedAlready`, and what all of these raise: `NotFound`, `NotToYourself`, `StaffByAdminsOnly`,
    `ReasonMissing`.
    """
    with transaction.atomic():
        person = _meet(person_id, staff_id)
        if not person.is_active:
            raise SuspendedAlready
        person.is_active = False
        person.save(update_fields=["is_active"])
        _end_everything(person, now)
        _note(person, staff_id, "person_suspended", reason, now)


def reinstate_person(*, person_id: int, staff_id: int, reason: str, now: datetime) -> None:
    """Let them sign in again, with what they had. Raises `NotSuspended` too."""
    with transaction.atomic():
        person = _meet(person_id, staff_id)
        if person.is_active:
            raise NotSuspended
        person.is_active = True
        person.save(update_fields=["is_active"])
        _note(person, staff_id, "person_reinstated", reason, now)


def end_sessions(*, person_id: int, staff_id: int, reason: str, now: datetime) -> None:
    """Sign them out of every browser and program, as when a device was stolen."""
    with transaction.atomic():
        person = _meet(person_id, staff_id)
        _end_everything(person, now)
        _note(person, staff_id, "sessions_ended_by_staff", reason, now)


def said(reason: str) -> str:
    """The reason as it is kept. Raises `ReasonMissing`."""
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing
    return reason


def _meet(person_id: int, staff_id: int) -> User:
    """The person, locked together with whoever of staff acts: they are staff until it is done."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=[person_id, staff_id]).order_by("pk")
    people = {user.pk: user for user in rows}
    staff, person = people.get(staff_id), people.get(person_id)
    if staff is None or not staff.is_active or set(staff.roles).isdisjoint(STAFF) or person is None:
        raise NotFound
    if person.pk == staff.pk:
        raise NotToYourself
    if Role.ADMIN not in staff.roles and not set(person.roles).isdisjoint(STAFF):
        raise StaffByAdminsOnly
    return person


def _end_everything(person: User, now: datetime) -> None:
    end_programs(user_id=person.pk, now=now, because=Because.STAFF)
    end_other_sessions(user=person, kept_key=None, client=HOUSE, now=now)
    endings.end_person_later(user_id=person.pk)


def _note(person: User, staff_id: int, kind: str, reason: str, now: datetime) -> None:
    reason = said(reason)
    note_activity(user_id=person.pk, kind=kind, facts={}, now=now)
    record(staff_id=staff_id, action=kind, target=person.public_id, facts={"reason": reason}, now=now)
    # The reason is for the house: it may name others.
    write(person, "standing_changed", HOUSE, now, kind=kind)


KINDS = {
    "person_suspended": (_("Suspended"), _("Staff suspended the account")),
    "person_reinstated": (_("Reinstated"), _("Staff opened the account again")),
    "sessions_ended_by_staff": (_("Sessions ended"), _("Staff signed you out everywhere")),
    "looked_on": (_("Staff looked"), _("%(staff)s looked at the site as you, until %(until)s: %(reason)s")),
    "looked_on_ended": (_("Staff stopped looking"), _("%(staff)s no longer looks at the site as you")),
}
for _name, (_label, _words) in KINDS.items():
    register_kind(_name, label=_label, words=_words)
