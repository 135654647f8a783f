"""Periodic work: answers are kept for a day."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from project.base import clock
from project.idempotency.actions import forget_old_answers


@db_periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]
def forget_answers() -> None:
    """Once an hour."""
    forget_old_answers(now=clock.now())
