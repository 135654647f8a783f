"""The hold is over: what sellers earned becomes available, debts first. What a bank has in its hands waits."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from market.flows import postings
from market.flows.books import hold, post
from market.flows.left import HOLDS_MONEY, IS_OPEN, left_of, open_disputes
from market.flows.locking import locked_order
from market.flows.postings import Posting
from market.flows.telling import tell
from market.ledger.kinds import Kind
from market.ledger.lines import Ref
from market.orders.models import PAID_STATES, Order, OrderLine
from market.orders.steps import note_step
from market.payments.models import Dispute

__all__ = ["HOLDS_MONEY", "release_due"]
AT_ONCE = 500


def release_due(*, now: datetime) -> int:
    """Release every line whose hold is over; how many lines that were."""
    return sum(_release(order_pk, now=now) for order_pk in _due(now))


def _due(now: datetime) -> list[int]:
    disputed = Dispute.objects.filter(IS_OPEN, payment__order=OuterRef("order"))
    lines = OrderLine.objects.filter(releases_at__lte=now, released_at=None, order__state__in=PAID_STATES)
    found = lines.filter(~Exists(disputed)).order_by("releases_at").values_list("order_id", flat=True)
    return list(dict.fromkeys(found[:AT_ONCE]))


def _release(order_pk: int, *, now: datetime) -> int:
    with transaction.atomic():
        order = locked_order(order_pk)
        if open_disputes(order):
            return 0
        lines = list(OrderLine.objects.filter(order=order, releases_at__lte=now, released_at=None).order_by("pk"))
        if not lines:
            return 0
        moving = _postings(order, lines, now)
        OrderLine.objects.filter(pk__in=[line.pk for line in lines]).update(released_at=now)
        for seller in dict.fromkeys(line.seller_name for line in lines):
            note_step(order=order, kind="released", facts={"seller": seller}, now=now)
        post(*moving, now=now)
        tell(order, now=now)
        return len(lines)


def _postings(order: Order, lines: Sequence[OrderLine], now: datetime) -> list[Posting]:
    left, currency = left_of(lines), order.currency
    kinds = (Kind.SELLER_PENDING, Kind.SELLER_OWED, Kind.SELLER_AVAILABLE)
    balances = hold([Ref(kind, line.seller_id, currency) for line in lines for kind in kinds], now=now)
    moving = []
    for line in lines:
        owed, amount = Ref(Kind.SELLER_OWED, line.seller_id, currency), left[line.pk].seller_minor
        moving.append(
            postings.release(
                line_id=line.public_id,
                currency=currency,
                seller_id=line.seller_id,
                amount_minor=amount,
                owed_minor=balances[owed],
            )
        )
        balances[owed] = min(0, balances[owed] + amount)
    return moving
