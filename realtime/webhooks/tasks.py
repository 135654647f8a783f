"""Work of outgoing webhooks: push when something happened, again when it is time, and look for what was lost."""

import structlog
from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task
from redis.exceptions import RedisError

from project.base import clock
from realtime.webhooks import sending
from realtime.webhooks.models import Endpoint

log = structlog.get_logger()


def push_later(topic: str) -> None:
    """Have the endpoints of this topic told when this transaction commits."""
    transaction.on_commit(lambda: _enqueue(_followers(topic)))


def push_endpoint_later(endpoint_id: int) -> None:
    """Have one endpoint told when this transaction commits."""
    transaction.on_commit(lambda: _enqueue([endpoint_id]))


def _followers(topic: str) -> list[int]:
    return list(Endpoint.objects.filter(topic=topic, state="active").values_list("pk", flat=True))


def _enqueue(endpoint_ids: list[int]) -> None:
    try:
        for endpoint_id in endpoint_ids:
            push_endpoint(endpoint_id)
    except RedisError as error:
        # The fact is committed: what is not queued now is found by the next round.
        log.warning("pushes_unqueued", error=str(error), endpoints=endpoint_ids)


@db_task()  # type: ignore[untyped-decorator]
def push_endpoint(endpoint_id: int) -> None:
    """Tell one endpoint what waits for it, and come again when it failed."""
    again_at = sending.push_endpoint(endpoint_id)
    if again_at is not None:
        push_endpoint.schedule((endpoint_id,), eta=again_at)


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def push_what_is_due() -> None:
    """Once a minute: whatever a lost task left."""
    _enqueue(sending.due_endpoints(now=clock.now()))


@db_periodic_task(crontab(minute="17", hour="3"))  # type: ignore[untyped-decorator]
def forget_old_deliveries() -> None:
    """Once a day."""
    sending.forget_old_deliveries(now=clock.now())
