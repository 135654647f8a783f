"""What the worker does for the program as a whole: it shows that it lives."""

from huey import crontab
from huey.contrib.djhuey import on_startup, periodic_task

from project import heartbeat


@on_startup()  # type: ignore[untyped-decorator]
def begin() -> None:
    """The worker has started."""
    heartbeat.beat()


@periodic_task(crontab())  # type: ignore[untyped-decorator]
def show_life() -> None:
    """Once a minute."""
    heartbeat.beat()
