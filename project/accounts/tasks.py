"""Periodic work about people."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from project.accounts.demo import close_demo
from project.accounts.merging import merge_again
from project.base import clock


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def take_latecomers_along() -> None:
    """Once a minute: what was written as a guest while that guest was signing in."""
    merge_again(now=clock.now())


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def close_what_was_a_demo() -> None:
    """Once a minute: a database that was a demo's may be another's now."""
    close_demo()
