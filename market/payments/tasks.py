"""Work of the inbox: at once on commit, again when it is time, and a sweep for what was lost."""

import structlog
from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task
from redis.exceptions import RedisError

from market.payments import inbox
from project.base import clock

log = structlog.get_logger()


def work_later(event_pk: int) -> None:
    """Have this event handled when this transaction commits."""
    transaction.on_commit(lambda: _enqueue([event_pk]))


def _enqueue(events: list[int]) -> None:
    try:
        for event in events:
            work(event)
    except RedisError as error:
        # The event is committed: what is not queued now is found by the next round.
        log.warning("provider_events_unqueued", error=str(error), count=len(events))


@db_task()  # type: ignore[untyped-decorator]
def work(event_pk: int) -> None:
    """Handle one event, and come again when that failed."""
    again_at = inbox.work_on(event_pk, now=clock.now())
    if again_at is not None:
        work.schedule((event_pk,), eta=again_at)


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def work_on_what_is_due() -> None:
    """Once a minute: whatever a lost task or a killed worker left."""
    _enqueue(inbox.due_events(now=clock.now()))


@db_periodic_task(crontab(minute="23", hour="4"))  # type: ignore[untyped-decorator]
def forget_events() -> None:
    """Once a day."""
    inbox.forget_old_events(now=clock.now())
