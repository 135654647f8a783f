"""Letters about orders, each once: written in the transaction of what they tell."""

from collections.abc import Mapping
from typing import Any

from market.orders.models import Order, OrderLine
from project.accounts.models import User
from project.base.money import written
from project.mail.actions import send_letter


def tell_buyer_paid(order: Order) -> None:
    """The receipt."""
    lines = [f"{line.title} · {line.tier_name}" for line in OrderLine.objects.filter(order=order)]
    facts = {"total": written(order.total_minor, order.currency, "en"), "lines": lines}
    _send("order_paid", order.buyer, order, order.public_id, facts)


def tell_sellers_sold(order: Order) -> None:
    """To each seller what they sold, and what their part of it is."""
    by_seller: dict[int, list[OrderLine]] = {}
    for line in OrderLine.objects.filter(order=order).select_related("seller"):
        by_seller.setdefault(line.seller_id, []).append(line)
    for lines in by_seller.values():
        part = written(sum(line.seller_minor for line in lines), order.currency, "en")
        facts = {"part": part, "lines": [f"{line.title} · {line.tier_name}" for line in lines]}
        _send("order_sold", lines[0].seller, order, f"{order.public_id}:{lines[0].seller_id}", facts)


def tell_buyer_refunded(order: Order, *, refund: str, amount_minor: int, currency: str) -> None:
    """Money is on its way back."""
    facts = {"amount": written(amount_minor, currency, "en")}
    _send("order_refunded", order.buyer, order, refund, facts)


def tell_sellers_disputed(order: Order, *, dispute: str, amount_minor: int, currency: str) -> None:
    """A bank has taken a sale back until it is decided."""
    facts = {"amount": written(amount_minor, currency, "en")}
    for seller in User.objects.filter(pk__in=order.lines.values("seller_id")):
        _send("order_disputed", seller, order, f"{dispute}:{seller.pk}", facts)


def _send(template: str, to: User, order: Order, about: str, facts: Mapping[str, Any]) -> None:
    # Who was deleted has no address any more.
    if to.email and to.is_active:
        told = {"name": str(to), "order": order.public_id, "path": f"/orders/{order.public_id}/", **facts}
        send_letter(template=template, to=to.email, facts=told, key=f"{template}:{about}")
