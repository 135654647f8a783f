"""Work of finding: build what changed on commit, look for what was lost, count what is sold, tell followers."""

import structlog
from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task
from redis.exceptions import RedisError

from market.finding import counting, following, indexing
from project.base import clock

log = structlog.get_logger()


def refresh_later() -> None:
    """Have what is stale built when this transaction commits."""
    transaction.on_commit(_enqueue)


def _enqueue() -> None:
    try:
        refresh()
    except RedisError as error:
        # The flags are committed: the next round finds them.
        log.warning("index_unqueued", error=str(error))


@db_task()  # type: ignore[untyped-decorator]
def refresh() -> None:
    """Build what is stale, and tell followers of what came up."""
    indexing.refresh_stale(now=clock.now())
    following.announce_due(now=clock.now())


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def refresh_what_is_stale() -> None:
    """Once a minute: whatever a lost task or a killed worker left, and what nobody told."""
    indexing.mark_missed(now=clock.now())
    indexing.refresh_stale(now=clock.now())
    counting.count_sold()
    counting.fold_tallies()
    following.announce_due(now=clock.now())


@db_periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]
def weigh_popularity() -> None:
    """Once an hour: sales and favourites grow old."""
    counting.weigh(now=clock.now())
