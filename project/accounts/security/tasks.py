"""Periodic work: ways back are warned of and carried out, and devices that nobody uses are forgotten."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from project.accounts.security.actions.devices import forget_old_devices
from project.accounts.security.actions.ways_back import carry_out_ways_back, warn_of_ways_back
from project.base import clock


@db_periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def look_after_ways_back() -> None:
    """Every five minutes."""
    now = clock.now()
    warn_of_ways_back(now=now)
    carry_out_ways_back(now=now)


@db_periodic_task(crontab(hour="3", minute="41"))  # type: ignore[untyped-decorator]
def forget_devices() -> None:
    """Once a day."""
    forget_old_devices(now=clock.now())
