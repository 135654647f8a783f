"""Work of the catalogue: imports on commit, again when a worker was lost; what is old is forgotten."""

import structlog
from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task
from redis.exceptions import RedisError

from market.catalog.imports import running
from project.base import clock

log = structlog.get_logger()


def run_later(run_id: str) -> None:
    """Have this import worked off when this transaction commits."""
    transaction.on_commit(lambda: _enqueue([run_id]))


def _enqueue(run_ids: list[str]) -> None:
    try:
        for run_id in run_ids:
            run_import(run_id)
    except RedisError as error:
        # The import is committed: what is not queued now is found by the next round.
        log.warning("imports_unqueued", error=str(error), imports=run_ids)


@db_task()  # type: ignore[untyped-decorator]
def run_import(run_id: str) -> None:
    """Work one import off."""
    running.run_import(run_id)


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def run_what_is_due() -> None:
    """Once a minute: whatever a lost task or a killed worker left."""
    _enqueue(running.due_imports(now=clock.now()))


@db_periodic_task(crontab(minute="23", hour="4"))  # type: ignore[untyped-decorator]
def forget_imports() -> None:
    """Once a day."""
    running.forget_old_imports(now=clock.now())
