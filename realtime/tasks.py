"""Periodic work of the live core."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from project.base import clock
from realtime.retention import forget_old_events, forget_old_tickets


@db_periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def forget_old_rows() -> None:
    """Keep the event log as short as RT_RETENTION_HOURS says."""
    now = clock.now()
    forget_old_events(now=now)
    forget_old_tickets(now=now)
