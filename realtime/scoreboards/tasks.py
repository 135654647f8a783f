"""Periodic work of the scoreboards."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from project.base import clock
from realtime.scoreboards.expiry import forget_expired_boards


@db_periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def forget_boards() -> None:
    """Boards to try the console with last a day."""
    forget_expired_boards(now=clock.now())
