"""The inbox: each event of a provider once, kept before it is answered, handled under a lease until it is.

Whoever knows what an event means registers for its kind. It fetches the object again and moves forwards only: events
come twice, late, and out of order.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from django.db.models import F, Q, QuerySet

from market.payments.measures import events_handled, webhook_lag
from market.payments.models import Provider, ProviderEvent
from market.payments.stripe.errors import ProviderError
from market.payments.stripe.facts import Told
from project.base import clock

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
WAITS = (2, 5, 15, 60, 300, 900, 3600)
# Whoever commits an event also queues it: only what was lost on the way is found by the sweep.
GRACE = timedelta(seconds=30)
ALARM_AFTER = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
KEPT = timedelta(days=30)
AT_ONCE = 200
type Handler = Callable[[str, datetime], None]
_handlers: dict[str, Handler] = {}


class NotYet(Exception):
    """What the event speaks of is not known here yet: it is tried again later."""


def on_events(kinds: Iterable[str], handler: Handler) -> None:
    """Have `handler(object_id, now)` called for events of these kinds, outside of any transaction, perhaps twice."""
    _handlers.update(dict.fromkeys(kinds, handler))


def listened_to() -> frozenset[str]:
    """The kinds that anybody here understands: all others are answered and forgotten."""
    return frozenset(_handlers)


def keep_event(told: Told, *, now: datetime) -> int | None:
    """Keep an event; its row where it is new and of a kind that is listened to, None otherwise."""
    if told.kind not in _handlers:
        return None
    row = ProviderEvent(
        provider=Provider.STRIPE,
        event_id=told.id,
        kind=told.kind,
        object_id=told.object_id,
        payload={"created": int(told.created_at.timestamp())},
        received_at=now,
        due_at=now,
    )
    ProviderEvent.objects.bulk_create([row], ignore_conflicts=True)
    # A conflict gives no key: it is read back, and is ours if nobody had it before.
    kept = ProviderEvent.objects.get(provider=Provider.STRIPE, event_id=told.id)
    return kept.pk if kept.received_at == now else None


def work_on(event_pk: int, *, now: datetime) -> datetime | None:
    """Handle an event if it is due and nobody else does; returns when to come again, or None."""
    event = _take(event_pk, now)
    if event is None:
        return None
    return _end(event, _try(event), now=now)


def due_events(*, now: datetime) -> list[int]:
    """Events whose time has come, and those whose worker was lost; the oldest first."""
    return list(_waiting(now).order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])


def stuck_events(*, now: datetime) -> QuerySet[ProviderEvent]:
    """Events that nobody could handle for an hour: somebody must look."""
    return ProviderEvent.objects.filter(handled_at=None, received_at__lt=now - ALARM_AFTER).order_by("pk")


def forget_old_events(*, now: datetime) -> int:
    """Delete what was handled a month ago; Stripe itself remembers no longer. Returns how many."""
    return ProviderEvent.objects.filter(handled_at__lt=now - KEPT).delete()[0]


def _waiting(now: datetime) -> QuerySet[ProviderEvent]:
    unleased = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return ProviderEvent.objects.filter(unleased, handled_at=None, due_at__lte=now)


def _take(event_pk: int, now: datetime) -> ProviderEvent | None:
    mine = _waiting(now).filter(pk=event_pk)
    if not mine.update(leased_until=now + LEASE, tries=F("tries") + 1):
        return None
    return ProviderEvent.objects.get(pk=event_pk)


def _try(event: ProviderEvent) -> str:
    """What went wrong; empty where nothing did."""
    handler = _handlers.get(event.kind)
    if handler is None:
        return ""
    try:
        handler(event.object_id, clock.now())
    except (NotYet, ProviderError) as later:
        return f"{type(later).__name__}: {later}"[:300]
    except Exception as error:
        # A bug of ours: it must be seen, and must not hold back other events.
        log.exception("provider_event_broken", id=event.event_id, kind=event.kind)
        return type(error).__name__
    return ""


def _end(event: ProviderEvent, says: str, *, now: datetime) -> datetime | None:
    mine = ProviderEvent.objects.filter(pk=event.pk, leased_until=event.leased_until)
    if not says:
        mine.update(handled_at=now, leased_until=None, due_at=None, last_error="")
        webhook_lag.observe((clock.now() - event.received_at).total_seconds())
        events_handled.labels(kind=event.kind, result="handled").inc()
        log.info("provider_event", id=event.event_id, kind=event.kind, tries=event.tries)
        return None
    events_handled.labels(kind=event.kind, result="again").inc()
    waited = now - event.received_at
    if waited > ALARM_AFTER:
        log.error("provider_event_stuck", id=event.event_id, kind=event.kind, says=says)
    if waited > GIVEN_UP_AFTER:
        mine.update(leased_until=None, due_at=None, last_error=says)
        return None
    due_at = now + timedelta(seconds=WAITS[min(event.tries, len(WAITS)) - 1])
    mine.update(leased_until=None, due_at=due_at, last_error=says)
    return due_at
