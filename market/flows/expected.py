"""Which transfers a movement at the provider must have caused, and what they moved on the clearing account."""

from collections.abc import Iterable

from django.db.models import Q, Sum

from market.ledger.kinds import Kind
from market.ledger.lines import Cause
from market.ledger.models import Entry
from market.payments.models import ProviderMove

INCOMING = frozenset(["charge", "payment"])
OUTGOING = frozenset(["refund", "payment_refund"])
RETURNED = frozenset(["refund_failure", "payment_failure_refund"])


def causes_of(move: ProviderMove) -> list[Cause]:
    """The causes under which this movement is booked; none for a kind that nothing here causes."""
    if move.kind in INCOMING:
        return [Cause("stripe.charge", move.source), Cause("stripe.fee", move.move_id)]
    if move.kind in OUTGOING:
        return [Cause("stripe.refund", move.source)]
    if move.kind in RETURNED:
        return [Cause("stripe.refund_back", move.source)]
    if move.kind == "adjustment":
        return [Cause("stripe.dispute" if move.amount_minor < 0 else "stripe.dispute_back", move.source)]
    return []


def clearing_of(causes: Iterable[Cause], currency: str) -> int:
    """What the transfers of these causes moved on the clearing account."""
    named = Q(pk__in=[])
    for cause in causes:
        named |= Q(transfer__cause_kind=cause.kind, transfer__cause_id=cause.id)
    entries = Entry.objects.filter(named, account__kind=Kind.CLEARING_STRIPE, currency=currency)
    return int(entries.aggregate(all=Sum("amount_minor"))["all"] or 0)
