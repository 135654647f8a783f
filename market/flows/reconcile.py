"""Comparing with the provider, hourly: events that never came, and movements of money that are not in the books."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from market.flows.alarms import alarm
from market.flows.expected import causes_of, clearing_of
from market.payments.inbox import keep_event, listened_to, stuck_events
from market.payments.models import Difference, ProviderEvent, ProviderMove, ReadUpTo
from market.payments.stripe import calls
from market.payments.stripe.facts import BalanceMove
from market.payments.tasks import work_later

log = structlog.get_logger()

# Stripe lists what it has just made a little late, and events remember thirty days.
OVERLAP = timedelta(minutes=10)
FURTHEST = timedelta(days=29)
# As long as a movement may be known to the provider alone.
GRACE = timedelta(minutes=15)
KEPT = timedelta(days=60)


def reconcile(*, now: datetime) -> int:
    """Read what is new at the provider and compare; how many differences are open. Raises `ProviderError`."""
    read_events(now=now)
    read_moves(now=now)
    stuck = stuck_events(now=now).count()
    if stuck:
        alarm("events_stuck", count=stuck)
    return compare_moves(now=now)


def read_events(*, now: datetime) -> int:
    """Take into the inbox what was never delivered; how many events that were."""
    told = [event for event in calls.events_since(_since("events", now)) if event.kind in listened_to()]
    known = set(
        ProviderEvent.objects.filter(event_id__in=[event.id for event in told]).values_list("event_id", flat=True)
    )
    missed = [event for event in told if event.id not in known]
    for event in missed:
        with transaction.atomic():
            kept = keep_event(event, now=now)
            if kept is not None:
                work_later(kept)
    if missed:
        log.warning("provider_events_missed", count=len(missed), first=missed[0].id)
    _read("events", now)
    return len(missed)


def read_moves(*, now: datetime) -> int:
    """Keep what moved on the balance at the provider; how many movements were read."""
    moves = calls.moves_since(_since("moves", now))
    ProviderMove.objects.bulk_create([_row(move) for move in moves], ignore_conflicts=True)
    ProviderMove.objects.filter(at__lt=now - KEPT).delete()
    _read("moves", now)
    return len(moves)


def compare_moves(*, now: datetime, grace: timedelta = GRACE) -> int:
    """Note each movement that the books do not show as it is; how many differ now."""
    differing: dict[str, dict[str, object]] = {}
    for move in ProviderMove.objects.filter(at__lte=now - grace).order_by("pk").iterator(500):
        booked = clearing_of(causes_of(move), move.currency)
        if booked != -(move.amount_minor - move.fee_minor):
            facts = {"source": move.source, "kind": move.kind, "currency": move.currency, "booked_minor": booked}
            differing[move.move_id] = {**facts, "amount_minor": move.amount_minor, "fee_minor": move.fee_minor}
    _settle(differing.keys(), now=now)
    for move_id, facts in differing.items():
        _, is_new = Difference.objects.update_or_create(
            kind="move",
            object_id=move_id,
            defaults={"facts": facts, "seen_at": now, "settled_at": None},
            create_defaults={"facts": facts, "seen_at": now, "found_at": now},
        )
        if is_new:
            alarm("move_differs", move=move_id, **{name: facts[name] for name in ("source", "booked_minor")})
    return len(differing)


def _settle(still: Iterable[str], *, now: datetime) -> None:
    gone = Difference.objects.filter(kind="move", settled_at=None).exclude(object_id__in=list(still))
    gone.update(settled_at=now)


def _since(name: str, now: datetime) -> datetime:
    at = ReadUpTo.objects.filter(name=name).values_list("at", flat=True).first()
    return max(at - OVERLAP, now - FURTHEST) if at is not None else now - FURTHEST


def _read(name: str, now: datetime) -> None:
    ReadUpTo.objects.update_or_create(name=name, defaults={"at": now})


def _row(move: BalanceMove) -> ProviderMove:
    return ProviderMove(
        move_id=move.id,
        kind=move.kind,
        source=move.source,
        amount_minor=move.amount_minor,
        fee_minor=move.fee_minor,
        currency=move.currency,
        at=move.at,
    )
