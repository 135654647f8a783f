"""Deciding about applications: by staff, never about their own, and kept in the audit trail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.audit.actions import record
from project.accounts.models import User
from project.accounts.roles import news
from project.accounts.roles.actions import may_decide, put_role
from project.accounts.roles.applying import come_to, lock_person
from project.accounts.roles.letters import write_to_applicant
from project.accounts.roles.models import RoleApplication
from project.accounts.roles.names import Role
from project.accounts.roles.states import State
from project.base.errors import Forbidden, NotFound, Refusal
from project.base.visible import visible

LONGEST_REASON = 1000


class NotYourOwnApplication(Forbidden):
    """Staff may apply like everybody, and somebody else decides."""

    message = _("Somebody else has to decide about your application.")


class ReasonMissing(Refusal):
    """Whoever is told no, or not yet, is told why."""

    status = 422
    message = _("Say why, in a sentence: the applicant reads it.")


def approve_application(*, application_id: str, by_id: int, reason: str, now: datetime) -> None:
    """Grant what was asked for. Raises what all decisions raise: `NotFound`, `NotYourOwnApplication`, `WrongState`."""
    with transaction.atomic():
        application, person = _decide(application_id, State.APPROVED, by_id=by_id, reason=reason, now=now)
        put_role(person, Role(application.role), by_id=by_id, reason=application.public_id, now=now)
        _tell(application, person, now)


def decline_application(*, application_id: str, by_id: int, reason: str, now: datetime) -> None:
    """Say no, and why: they may ask again after thirty days. Raises `ReasonMissing` too."""
    with transaction.atomic():
        _tell(*_decide(application_id, State.DECLINED, by_id=by_id, reason=_said(reason), now=now), now)


def request_changes(*, application_id: str, by_id: int, reason: str, now: datetime) -> None:
    """Ask the applicant for something else or something more. Raises `ReasonMissing` too."""
    with transaction.atomic():
        _tell(*_decide(application_id, State.CHANGES_REQUESTED, by_id=by_id, reason=_said(reason), now=now), now)


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason


def _decide(
    application_id: str, state: State, *, by_id: int, reason: str, now: datetime
) -> tuple[RoleApplication, User]:
    person_id = RoleApplication.objects.filter(public_id=application_id).values_list("person_id", flat=True).first()
    if person_id is None:
        raise NotFound
    person = lock_person(person_id)
    application = RoleApplication.objects.get(public_id=application_id)
    if not may_decide(User.objects.filter(pk=by_id).first(), Role(application.role)):
        raise NotFound
    if person_id == by_id:
        raise NotYourOwnApplication
    application.decided_by_id = by_id
    application.decided_at = None if state == State.CHANGES_REQUESTED else now
    come_to(application, state, reason=visible(reason.strip())[:LONGEST_REASON], now=now)
    said = {"role": application.role, "person": person.public_id, "reason": application.reason}
    record(staff_id=by_id, action=f"application_{state}", target=application.public_id, facts=said, now=now)
    return application, person


def _tell(application: RoleApplication, person: User, now: datetime) -> None:
    write_to_applicant(application, person)
    news.tell(person.pk, now=now, desk=True)
