"""Work of carts: tell those that hold what changed, again when a worker was lost, and sweep old ones."""

import structlog
from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task
from redis.exceptions import RedisError

from market.cart import sweeping, telling
from project.base import clock

log = structlog.get_logger()


def tell_later() -> None:
    """Have carts told when this transaction commits."""
    transaction.on_commit(_enqueue)


def _enqueue() -> None:
    try:
        tell()
    except RedisError as error:
        # What is to be told is committed: the next round finds it.
        log.warning("cart_tellings_unqueued", error=str(error))


@db_task()  # type: ignore[untyped-decorator]
def tell() -> None:
    """Tell the carts of all products that changed."""
    telling.tell_due(now=clock.now())


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def tell_what_is_due() -> None:
    """Once a minute: whatever a lost task or a killed worker left."""
    telling.tell_due(now=clock.now())


@db_periodic_task(crontab(minute="17", hour="3"))  # type: ignore[untyped-decorator]
def sweep_old_carts() -> None:
    """Once a day."""
    sweeping.sweep_old_carts(now=clock.now())
