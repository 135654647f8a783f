"""An order as its people see it: whole for the buyer and staff, own lines alone for a seller."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Sum

from market.orders.models import PAID_STATES, Order, OrderLine, OrderState, OrderStep, ReservationState
from market.orders.queries import orders_of, sales_of
from market.orders.steps import words_of
from market.orders.waits import payment_of, waits_of
from realtime.events import utc_text
from realtime.topics import Json

HEADS = 20


def order_shown(order: Order) -> Json:
    """Everything a buyer or staff sees of an order; moments are datetimes (`as_json` makes texts of them)."""
    lines = list(order.lines.select_related("product", "reservation", "grant").order_by("place"))
    steps = list(order.steps.order_by("pk"))
    return {
        **head_of(order, lines),
        "is_gift": order.is_gift,
        "subtotal_minor": order.subtotal_minor,
        "discount_minor": order.discount_minor,
        "tax_minor": order.tax_minor,
        "expires_at": order.expires_at,
        "ended_at": order.ended_at,
        "payment": payment_of(steps),
        "can_pay": order.state == OrderState.PLACED and payment_of(steps) != "payment_processing",
        "waits": waits_of(order, steps, lines),
        "steps": [_step(step, order.currency) for step in steps],
        "lines": [line_shown(line) for line in lines],
        "papers": list(order.papers.order_by("issued_at", "pk").values("public_id", "kind", "year", "number")),
    }


def head_of(order: Order, lines: Sequence[OrderLine]) -> Json:
    """An order in one line of a list."""
    return {
        "id": order.public_id,
        "state": order.state,
        "state_words": str(order.get_state_display()),
        "currency": order.currency,
        "total_minor": order.total_minor,
        "refunded_minor": order.refunded_minor,
        "placed_at": order.placed_at,
        "paid_at": order.paid_at,
        "titles": [line.title for line in lines[:3]],
        "count": len(lines),
    }


def heads_of(orders: Iterable[Order]) -> list[Json]:
    """Lines of a list, in a constant number of queries."""
    rows = list(orders)
    lines: dict[int, list[OrderLine]] = {}
    for line in OrderLine.objects.filter(order__in=rows).order_by("order_id", "place"):
        lines.setdefault(line.order_id, []).append(line)
    return [head_of(row, lines.get(row.pk, [])) for row in rows]


def line_shown(line: OrderLine) -> Json:
    """A line as its buyer sees it."""
    reservation, grant = getattr(line, "reservation", None), getattr(line, "grant", None)
    held = reservation is not None and reservation.state == ReservationState.HELD
    return {
        "id": line.public_id,
        "product": line.product.public_id,
        "slug": line.product.slug,
        "title": line.title,
        "tier": line.tier_name,
        "seller": line.seller_name,
        "kind": line.kind,
        "quantity": line.quantity,
        "unit_minor": line.unit_minor,
        "discount_minor": line.discount_minor,
        "tax_minor": line.tax_minor,
        "total_minor": line.total_minor,
        "refunded_minor": line.refunded_minor,
        "kept_until": reservation.expires_at if reservation is not None and held else None,
        "grant": grant.public_id if grant is not None and grant.revoked_at is None else None,
        "releases_at": line.releases_at,
        "released_at": line.released_at,
    }


def sale_shown(line: OrderLine) -> Json:
    """A line as its seller sees it: of the buyer the name alone, and of the order nothing of other sellers."""
    return {
        "id": line.public_id,
        "order": line.order.public_id,
        "buyer": str(line.order.buyer),
        "title": line.title,
        "tier": line.tier_name,
        "quantity": line.quantity,
        "currency": line.order.currency,
        "total_minor": line.total_minor,
        "tax_minor": line.tax_minor,
        "commission_bps": line.commission_bps,
        "commission_minor": line.commission_minor,
        "seller_minor": line.seller_minor,
        "refunded_minor": line.refunded_minor,
        "paid_at": line.order.paid_at,
        "releases_at": line.releases_at,
        "released_at": line.released_at,
    }


def list_shown(person_id: int) -> Json:
    """The newest orders of a buyer."""
    return {"orders": heads_of(orders_of(person_id)[:HEADS])}


def sales_shown(seller_id: int) -> Json:
    """The newest sales of a seller, and how many there are."""
    sold = sales_of(seller_id)
    return {"sales": [sale_shown(line) for line in sold[:HEADS]], "count": sold.count()}


def desk_shown(now: datetime) -> Json:
    """The newest orders of all, how many wait to be paid, and what was paid today (UTC) by currency."""
    newest = Order.objects.order_by("-pk")[:HEADS]
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = Order.objects.filter(state__in=PAID_STATES, paid_at__gte=day).values("currency")
    sums = today.annotate(paid_minor=Sum("total_minor"), back_minor=Sum("refunded_minor")).order_by("currency")
    waiting = Order.objects.filter(state=OrderState.PLACED).count()
    return {"orders": heads_of(newest), "waiting": waiting, "today": list(sums)}


def as_json(value: Any) -> Any:
    """The same with texts for moments, as it travels."""
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    return [as_json(one) for one in value] if isinstance(value, list) else value


def _step(step: OrderStep, currency: str) -> Json:
    return {"kind": step.kind, "words": words_of(step, currency), "facts": step.facts, "at": step.at}
