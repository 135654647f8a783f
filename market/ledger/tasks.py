"""Periodic work of the books: they are checked all the time."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from market.ledger.checks import check_and_keep
from project.base import clock


@db_periodic_task(crontab(minute="23"))  # type: ignore[untyped-decorator]
def check_money() -> None:
    """Once an hour."""
    check_and_keep(now=clock.now())
