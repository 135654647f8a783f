"""Periodic work: what no program may ask for any more is forgotten."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from project.accounts.tokens.expiry import forget_what_is_over
from project.base import clock


@db_periodic_task(crontab(minute="41"))  # type: ignore[untyped-decorator]
def forget_programs() -> None:
    """Once an hour."""
    forget_what_is_over(now=clock.now())
