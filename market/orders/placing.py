"""Placing an order: prices, shares and the version sold are frozen, scarce things are kept, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from market.catalog.models import Tier, Version
from market.ledger.commission import split_sale
from market.orders.keeping import keep_scarce
from market.orders.models import Order, OrderLine
from market.orders.steps import note_step


@dataclass(frozen=True, kw_only=True)
class LineAsked:
    """So many of a tier (with its product and seller at hand), at a price that was agreed on."""

    tier: Tier
    quantity: int
    unit_minor: int
    commission_bps: int
    discount_minor: int = 0
    tax_minor: int = 0

    @property
    def net_minor(self) -> int:
        """What seller and platform share: the price after discount, without tax."""
        return self.unit_minor * self.quantity - self.discount_minor


@dataclass(frozen=True, kw_only=True)
class OrderAsked:
    """Everything that is frozen on an order. `key` names the checkout: placed twice, one order."""

    buyer_id: int
    key: str
    currency: str
    lines: Sequence[LineAsked]
    billing: dict[str, Any]
    tax_facts: dict[str, Any]
    expires_at: datetime | None
    is_gift: bool = False


def place_order(asked: OrderAsked, *, now: datetime) -> Order:
    """Write the order and keep its scarce things until it expires; raises `SoldOut` and then has kept nothing.

    In the caller's transaction: tiers are locked in the order of their keys, after whatever the caller holds.
    """
    order = Order.objects.create(
        buyer_id=asked.buyer_id,
        key=asked.key,
        currency=asked.currency,
        is_gift=asked.is_gift,
        subtotal_minor=sum(line.unit_minor * line.quantity for line in asked.lines),
        discount_minor=sum(line.discount_minor for line in asked.lines),
        tax_minor=sum(line.tax_minor for line in asked.lines),
        total_minor=sum(line.net_minor + line.tax_minor for line in asked.lines),
        billing=asked.billing,
        tax_facts=asked.tax_facts,
        placed_at=now,
        expires_at=asked.expires_at,
    )
    versions = _current_versions(asked.lines)
    lines = [_line(order, place, line, versions) for place, line in enumerate(asked.lines)]
    OrderLine.objects.bulk_create(lines)
    keep_scarce(lines, until=asked.expires_at or now)
    note_step(order=order, kind="placed", facts={"total_minor": order.total_minor}, now=now)
    return order


def _current_versions(lines: Sequence[LineAsked]) -> dict[int, int]:
    products = [line.tier.product_id for line in lines]
    found = Version.objects.filter(product_id__in=products, is_current=True)
    return dict(found.values_list("product_id", "pk"))


def _line(order: Order, place: int, asked: LineAsked, versions: dict[int, int]) -> OrderLine:
    product = asked.tier.product
    parts = split_sale(asked.net_minor, asked.commission_bps, tax_minor=asked.tax_minor)
    return OrderLine(
        order=order,
        place=place,
        seller=product.seller,
        product=product,
        tier=asked.tier,
        version_id=versions.get(product.pk),
        kind=product.kind,
        title=product.title,
        tier_name=asked.tier.name,
        seller_name=str(product.seller)[:60],
        quantity=asked.quantity,
        unit_minor=asked.unit_minor,
        discount_minor=asked.discount_minor,
        tax_minor=asked.tax_minor,
        total_minor=parts.total_minor,
        commission_bps=asked.commission_bps,
        commission_minor=parts.commission_minor,
        seller_minor=parts.seller_minor,
    )
