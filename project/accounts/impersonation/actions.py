"""Begin and end looking on: in the trail of staff, and in what the person reads about their own account."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.audit.actions import record
from project.accounts.impersonation.standing import KEY
from project.accounts.models import User
from project.accounts.oversight import NotToYourself, said
from project.accounts.profiles.activity import note_activity
from project.accounts.roles.names import STAFF, Role
from project.base.errors import Forbidden, NotFound

LONGEST = timedelta(minutes=30)


class NeverAsStaff(Forbidden):
    """What staff may do is never lent."""

    message = _("Nobody looks at the site as somebody of staff.")


def start_impersonating(*, session: SessionBase, staff_id: int, person_id: int, reason: str, now: datetime) -> datetime:
    """Let this session of an admin show the site as a member, for half an hour. Returns until when.

    Ask freshness before. Raises `NotFound`, `NotToYourself`, `NeverAsStaff`, `ReasonMissing`.
    """
    reason, until = said(reason), now + LONGEST
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True).filter(pk__in=[person_id, staff_id]).order_by("pk")
        people = {user.pk: user for user in rows if user.is_active}
        staff, person = people.get(staff_id), people.get(person_id)
        if staff is None or Role.ADMIN not in staff.roles or person is None or person.is_guest:
            raise NotFound
        if person.pk == staff.pk:
            raise NotToYourself
        if not set(person.roles).isdisjoint(STAFF):
            raise NeverAsStaff
        told = {"staff": str(staff), "reason": reason, "until": f"{until:%H:%M} UTC"}
        note_activity(user_id=person.pk, kind="looked_on", facts=told, now=now)
        facts = {"reason": reason, "until": until.isoformat()}
        record(staff_id=staff.pk, action="impersonation_started", target=person.public_id, facts=facts, now=now)
        session[KEY] = {"person": person.pk, "until": until.timestamp()}
    return until


def stop_impersonating(*, session: SessionBase, staff_id: int, now: datetime) -> str | None:
    """Be oneself again. Returns the public id of whom they looked on as; None where nobody did."""
    held = session.pop(KEY, None)
    if held is None:
        return None
    with transaction.atomic():
        person = User.objects.get(pk=held["person"])
        staff = User.objects.get(pk=staff_id)
        note_activity(user_id=person.pk, kind="looked_on_ended", facts={"staff": str(staff)}, now=now)
        record(staff_id=staff_id, action="impersonation_ended", target=person.public_id, facts={}, now=now)
    return person.public_id
