"""The way to a role in steps that any room registers; what somebody has done once stays done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise

from project.accounts.roles import news
from project.accounts.roles.applying import lock_person
from project.accounts.roles.models import StepDone
from project.accounts.roles.names import Role
from project.base.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. It is done when `is_done(person)` says so, or else when its own room says `finish_step`."""

    role: Role
    name: str
    title: str | Promise
    tip: str | Promise
    url_name: str
    place: int
    is_done: Callable[[int], bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far somebody has come: every step in order, and when each was done, if it was."""

    steps: tuple[tuple[Step, StepDone | None], ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(row is not None for _step, row in self.steps)

    @property
    def percent(self) -> int:
        """How much of the way that is."""
        return 100 * self.done // len(self.steps) if self.steps else 0

    @property
    def next(self) -> Step | None:
        """The first step that is not done."""
        return next((step for step, row in self.steps if row is None), None)


_steps: dict[tuple[Role, str], Step] = {}


def register_step(
    role: Role,
    name: str,
    *,
    title: str | Promise,
    tip: str | Promise,
    url_name: str,
    place: int,
    is_done: Callable[[int], bool] | None = None,
) -> None:
    """Put a step on the way to a role, in the order of `place`; its page is `url_name`, which is given the role."""
    _steps[role, name] = Step(
        role=role, name=name, title=title, tip=tip, url_name=url_name, place=place, is_done=is_done
    )


def steps_to(role: Role) -> list[Step]:
    """The way to a role."""
    return sorted((step for step in _steps.values() if step.role == role), key=lambda step: step.place)


def notice_progress(*, person_id: int, role: Role, now: datetime) -> Progress:
    """How far a member has come; what is found done for the first time is remembered from now on."""
    way = steps_to(role)
    done = _done(person_id, role)
    found = [step for step in way if step.name not in done and step.is_done is not None and step.is_done(person_id)]
    if found:
        with transaction.atomic():
            person = lock_person(person_id)
            rows = [StepDone(person=person, role=role, step=step.name, at=now) for step in found]
            StepDone.objects.bulk_create(rows, ignore_conflicts=True)
            news.tell(person.pk, now=now)
        done = _done(person_id, role)
    return Progress(steps=tuple((step, done.get(step.name)) for step in way))


def finish_step(*, person_id: int, role: Role, name: str, result: dict[str, Any], now: datetime) -> StepDone:
    """Say that a member has done a step, and with what result; done again, the newer result is kept.

    Raises `NotFound` for steps that nobody registered or that show by themselves, and for who is no active member.
    """
    step = _steps.get((role, name))
    if step is None or step.is_done is not None:
        raise NotFound
    with transaction.atomic():
        person = lock_person(person_id)
        row, _new = StepDone.objects.update_or_create(
            person=person,
            role=role,
            step=name,
            defaults={"result": result},
            create_defaults={"result": result, "at": now},
        )
        news.tell(person.pk, now=now)
        return row


def _done(person_id: int, role: Role) -> dict[str, StepDone]:
    return {row.step: row for row in StepDone.objects.filter(person=person_id, role=role)}
