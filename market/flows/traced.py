"""From a movement in the books back to the order it came of, so that every cent can be followed."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from market.ledger.lines import Cause
from market.orders.models import OrderLine
from market.payments.models import Dispute, Payment, Refund

# Which rows a kind of cause names, and by which of their columns; `to` is the way from there to the order.
BEHIND: dict[str, tuple[QuerySet, str, str]] = {  # type: ignore[type-arg]
    "stripe.charge": (Payment.objects.all(), "charge_id", "order__public_id"),
    "refund": (Refund.objects.all(), "public_id", "payment__order__public_id"),
    "refund.undone": (Refund.objects.all(), "public_id", "payment__order__public_id"),
    "stripe.dispute": (Dispute.objects.all(), "provider_id", "payment__order__public_id"),
    "stripe.dispute_back": (Dispute.objects.all(), "provider_id", "payment__order__public_id"),
    "dispute.lost": (Dispute.objects.all(), "public_id", "payment__order__public_id"),
    "release": (OrderLine.objects.all(), "public_id", "order__public_id"),
}


def orders_behind(causes: Iterable[Cause]) -> dict[Cause, str]:
    """The order of each cause that came of one, in a query for each kind."""
    by_kind: dict[str, set[str]] = {}
    for cause in causes:
        by_kind.setdefault(cause.kind, set()).add(cause.id)
    found: dict[Cause, str] = {}
    for kind, ids in by_kind.items():
        if kind in BEHIND:
            rows, name, way = BEHIND[kind]
            pairs = rows.filter(**{f"{name}__in": ids}).values_list(name, F(way))
            found |= {Cause(kind, said): order for said, order in pairs}
    return found
