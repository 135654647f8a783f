"""Telling endpoints what happened: collected from the rows, one at a time and in order, each attempt remembered.

Locks: the endpoint's row, for moments; never while the other side is waited for. A lease keeps a second worker away.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform
from time import monotonic
from typing import Any

import orjson
import structlog
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from standardwebhooks import Webhook

from project.base import clock, outgoing
from project.base.errors import Refusal
from project.base.sealed import unseal
from realtime.events import encode, utc_text
from realtime.models import EventRow, Topic
from realtime.webhooks import schedule
from realtime.webhooks.models import Delivery, Endpoint

log = structlog.get_logger()

LEASE = timedelta(seconds=60)
COLLECTED_AT_ONCE = 100
TRIES_KEPT = 10
KEPT_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What one attempt came to: `status` is None when nobody answered."""

    status: int | None
    says: str
    ms: int
    retry_after: float | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the event arrived."""
        return self.status is not None and schedule.is_taken(self.status)

    def as_row(self, at: datetime) -> dict[str, Any]:
        """The attempt as the delivery remembers it."""
        return {"at": utc_text(at), "status": self.status, "says": self.says, "ms": self.ms}


def push_endpoint(endpoint_id: int) -> datetime | None:
    """Tell the endpoint all that waits for it; returns when to come again, or None when nothing waits."""
    while True:
        taken = _take(endpoint_id, now=clock.now())
        if not isinstance(taken, Delivery):
            return taken
        attempt = _try(taken)
        _remember(taken, attempt, now=clock.now())


def due_endpoints(*, now: datetime) -> list[int]:
    """Endpoints with something to be told: what a lost task or a killed worker left behind."""
    waiting = Delivery.objects.filter(endpoint=OuterRef("pk"), state="waiting")
    newer = Topic.objects.filter(name=OuterRef("topic"), head__gt=OuterRef("collected_seq"))
    due = Endpoint.objects.filter(Exists(waiting) | Exists(newer), state="active", due_at__lte=now)
    return list(due.filter(_unleased(now)).values_list("pk", flat=True))


def forget_old_deliveries(*, now: datetime) -> int:
    """Delete what was told a month ago. Returns how many."""
    old = Delivery.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).exclude(state="waiting")
    return old.delete()[0]


def _unleased(now: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=now)


def _take(endpoint_id: int, *, now: datetime) -> Delivery | datetime | None:
    """Lease the endpoint's next delivery; or the time before which there is none, or None."""
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update().filter(pk=endpoint_id, state="active").first()
        if endpoint is None or (endpoint.leased_until and endpoint.leased_until > now):
            return None
        _collect(endpoint, now=now)
        delivery = endpoint.deliveries.filter(state="waiting").select_related("endpoint").first()
        if delivery is not None and endpoint.due_at > now:
            endpoint.save(update_fields=["collected_seq"])
            return endpoint.due_at
        endpoint.leased_until = now + LEASE if delivery else None
        endpoint.save(update_fields=["collected_seq", "leased_until"])
        return delivery


def _collect(endpoint: Endpoint, *, now: datetime) -> None:
    """Make deliveries of the events since last time."""
    newer = EventRow.objects.filter(topic__name=endpoint.topic, seq__gt=endpoint.collected_seq).order_by("seq")
    rows = list(newer.values_list("seq", "frame")[:COLLECTED_AT_ONCE])
    if not rows:
        return
    told = [(seq, orjson.loads(frame)) for seq, frame in rows]
    Delivery.objects.bulk_create(
        Delivery(endpoint=endpoint, seq=seq, name=frame["name"], body=_body_of(frame), created_at=now)
        for seq, frame in told
    )
    endpoint.collected_seq = rows[-1][0]


def _body_of(frame: dict[str, Any]) -> str:
    return encode(
        {
            "type": frame["name"],
            "timestamp": frame["at"],
            "topic": frame["topic"],
            "seq": frame["seq"],
            "data": frame["data"],
        }
    )


def _try(delivery: Delivery) -> Attempt:
    began = monotonic()

    def attempt(status: int | None, says: str, retry_after: float | None = None) -> Attempt:
        ms = round((monotonic() - began) * 1000)
        return Attempt(status=status, says=says[:500], ms=ms, retry_after=retry_after)

    try:
        headers = _signed(delivery, now=clock.now())
        answer = outgoing.post(delivery.endpoint.url, body=delivery.body.encode(), headers=headers)
    except (outgoing.NoAnswer, Refusal, InvalidToken) as error:
        return attempt(None, str(error) or type(error).__name__)
    return attempt(answer.status, answer.body, answer.retry_after)


def _signed(delivery: Delivery, *, now: datetime) -> dict[str, str]:
    secret = unseal(delivery.endpoint.sealed_secret)
    return {
        "content-type": "application/json",
        "user-agent": "Rialto-Webhooks/1",
        "webhook-id": delivery.public_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(delivery.public_id, now, delivery.body),
    }


def _remember(delivery: Delivery, attempt: Attempt, *, now: datetime) -> None:
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update().filter(pk=delivery.endpoint_id).first()
        if endpoint is None:
            return
        delivery.attempts += 1
        delivery.tries = [*delivery.tries, attempt.as_row(now)][-TRIES_KEPT:]
        if attempt.is_taken:
            delivery.state, delivery.done_at = "done", now
            endpoint.failures, endpoint.failing_since, endpoint.due_at = 0, None, now
        else:
            _take_failure(endpoint, delivery, attempt, now)
        endpoint.leased_until = None
        delivery.save(update_fields=["state", "attempts", "tries", "done_at"])
        endpoint.save(update_fields=["state", "failures", "failing_since", "due_at", "leased_until"])


def _take_failure(endpoint: Endpoint, delivery: Delivery, attempt: Attempt, now: datetime) -> None:
    log.info("push_failed", endpoint=endpoint.public_id, status=attempt.status, attempts=delivery.attempts)
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.due_at = now + schedule.wait_after(endpoint.failures, attempt.retry_after) * uniform(1.0, 1.1)  # noqa: S311
    refused = attempt.status is not None and schedule.is_refusal(attempt.status)
    if refused and delivery.attempts >= schedule.REFUSALS:
        delivery.state = "refused"
        endpoint.failures = 0
    given_up = schedule.is_given_up(failing_since=endpoint.failing_since, now=now)
    if attempt.status == schedule.GONE or given_up:
        endpoint.state = "dead"
        log.warning("endpoint_dead", endpoint=endpoint.public_id, status=attempt.status)
