"""Asking for a role: by its person, one open application a role at a time."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.roles import news
from project.accounts.roles.actions import put_role
from project.accounts.roles.facts import AT_ONCE, SHAPES, checked
from project.accounts.roles.letters import write_to_applicant
from project.accounts.roles.models import RoleApplication
from project.accounts.roles.names import Role
from project.accounts.roles.states import OPEN, State, may_follow
from project.base.errors import NotFound, Refusal

WAIT = timedelta(days=30)


class RoleHeld(Refusal):
    """They are what they ask to be."""

    message = _("You have this role already.")


class AlreadyApplied(Refusal):
    """The same application waits for a decision."""

    message = _("Your application is waiting for a decision.")


class TooSoon(Refusal):
    """Declined within the last thirty days; `again_at` says from when on they may ask again."""

    message = _("Your last application was declined a short while ago. Please wait thirty days before the next.")


class WrongState(Refusal):
    """The application has come to stand otherwise meanwhile; `state` says how."""

    message = _("This application stands otherwise by now. Look at it again.")


def apply_for_role(*, person_id: int, role: Role, facts: dict[str, Any], now: datetime) -> RoleApplication:
    """Ask for a role, or answer what staff asked to be changed. Whoever accepts an affiliate's terms is one at once.

    Raises `FactsIncomplete(fields)`, `RoleHeld`, `AlreadyApplied`, `TooSoon(again_at)`, `NotFound` for roles that
    nobody applies for and for who is no active member.
    """
    if role not in SHAPES:
        raise NotFound
    kept = checked(role, facts)
    with transaction.atomic():
        person = lock_person(person_id)
        application = _ready(person, role, now)
        application.facts = kept
        come_to(application, State.APPLIED, reason="", now=now)
        if role in AT_ONCE:
            application.decided_at = now
            come_to(application, State.APPROVED, reason="", now=now)
            put_role(person, role, by_id=None, reason=application.public_id, now=now)
        write_to_applicant(application, person)
        news.tell(person.pk, now=now, desk=True)
        return application


def withdraw_application(*, person_id: int, application_id: str, now: datetime) -> None:
    """Take one's own application back. Raises `NotFound` for any other, `WrongState` once it was decided."""
    with transaction.atomic():
        person = lock_person(person_id)
        application = RoleApplication.objects.filter(person=person, public_id=application_id).first()
        if application is None:
            raise NotFound
        come_to(application, State.WITHDRAWN, reason="", now=now)
        write_to_applicant(application, person)
        news.tell(person.pk, now=now, desk=True)


def lock_person(person_id: int) -> User:
    """Lock an active member's row: whatever concerns their roles waits here. Raises `NotFound`."""
    members = User.objects.select_for_update(no_key=True).filter(is_active=True, is_guest=False)
    person = members.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def come_to(application: RoleApplication, state: State, *, reason: str, now: datetime) -> None:
    """Keep a new state; the person is locked. Raises `WrongState` where the graph knows no such way."""
    is_new = application.pk is None
    if not is_new and not may_follow(application.state, state):
        raise WrongState(state=application.state)
    application.state, application.reason, application.changed_at = state, reason, now
    application.save(force_insert=is_new)


def _ready(person: User, role: Role, now: datetime) -> RoleApplication:
    if role in person.roles:
        raise RoleHeld
    earlier = RoleApplication.objects.filter(person=person, role=role)
    opened = earlier.filter(state__in=OPEN).first()
    if opened is not None:
        if opened.state == State.APPLIED:
            raise AlreadyApplied
        return opened
    refused = earlier.filter(state=State.DECLINED, decided_at__gt=now - WAIT).order_by("-decided_at").first()
    if refused is not None and refused.decided_at is not None:
        raise TooSoon(again_at=(refused.decided_at + WAIT).isoformat())
    return RoleApplication(person=person, role=role, applied_at=now)
