"""Work about people's data, and its sweep: what was lost on the way is found by its row."""

from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from project.accounts.profiles.activity import forget_old_activity
from project.accounts.profiles.deletion.erasing import erase_due
from project.accounts.profiles.exports.making import due_exports, expire_exports, make_export
from project.accounts.profiles.handles import forget_former_handles
from project.base import clock


@db_task()  # type: ignore[untyped-decorator]
def make_export_now(export_pk: int) -> None:
    """Make one export."""
    make_export(export_pk=export_pk, now=clock.now())


def make_export_later(export_pk: int) -> None:
    """Have it made once this transaction commits."""
    transaction.on_commit(lambda: make_export_now(export_pk), robust=True)


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def sweep_people() -> None:
    """Once a minute: exports that nobody makes, and deletions whose day has come."""
    for export_pk in due_exports(now=clock.now()):
        make_export(export_pk=export_pk, now=clock.now())
    erase_due(now=clock.now())


@db_periodic_task(crontab(minute="23"))  # type: ignore[untyped-decorator]
def forget_old_rows() -> None:
    """Once an hour: what is kept for a while only."""
    now = clock.now()
    expire_exports(now=now)
    forget_former_handles(now=now)
    forget_old_activity(now=now)
