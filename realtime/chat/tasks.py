"""Periodic work of the chat: departures are noted, and what has expired is forgotten."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from project.base import clock
from realtime.chat.actions.expiry import forget_expired
from realtime.chat.actions.stays import note_departures
from realtime.chat.files.sweep import forget_files


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def sweep_rooms() -> None:
    """Once a minute."""
    now = clock.now()
    note_departures(now=now)
    forget_expired(now=now)


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def sweep_files() -> None:
    """Files that nobody sent, and those of messages that were taken back."""
    forget_files(now=clock.now())
