"""Papers of an order: numbered without a gap, with everything printed on them frozen as facts."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection

from market.orders.models import Order, OrderLine, Paper, PaperKind

# The row stays locked until the paper that took the number is committed, or the number is given back with it.
NEXT = """
INSERT INTO orders_paperseries (kind, year, last) VALUES (%s, %s, 1)
ON CONFLICT (kind, year) DO UPDATE SET last = orders_paperseries.last + 1 RETURNING last
"""


def issue_paper(
    *, order: Order, kind: PaperKind, cause: str, now: datetime, more: dict[str, Any] | None = None
) -> Paper:
    """The paper of this kind about this cause, with the next number if there is none yet; the order is locked."""
    issued = Paper.objects.filter(kind=kind, cause=cause).first()
    if issued is not None:
        return issued
    year = now.astimezone(UTC).year
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [kind, year])
        number = cursor.fetchone()[0]
    facts = {**facts_of(order), **(more or {})}
    return Paper.objects.create(
        order=order, kind=kind, year=year, number=number, cause=cause, facts=facts, issued_at=now
    )


def issue_papers_of_sale(order: Order, *, now: datetime) -> None:
    """A receipt of what was paid, and an invoice for who said whom to bill."""
    issue_paper(order=order, kind=PaperKind.RECEIPT, cause=order.public_id, now=now)
    if order.billing.get("name") and order.billing.get("country"):
        issue_paper(order=order, kind=PaperKind.INVOICE, cause=order.public_id, now=now)


def facts_of(order: Order) -> dict[str, Any]:
    """Everything that papers of this order print."""
    lines = OrderLine.objects.filter(order=order)
    return {
        "order": order.public_id,
        "currency": order.currency,
        "placed_at": order.placed_at.isoformat(),
        "paid_at": order.paid_at.isoformat() if order.paid_at else None,
        "billing": order.billing,
        "tax": {"method": settings.TAX, **order.tax_facts},
        "subtotal_minor": order.subtotal_minor,
        "discount_minor": order.discount_minor,
        "tax_minor": order.tax_minor,
        "total_minor": order.total_minor,
        "lines": [_line_facts(line) for line in lines],
    }


def _line_facts(line: OrderLine) -> dict[str, Any]:
    return {
        "id": line.public_id,
        "title": line.title,
        "tier": line.tier_name,
        "seller": line.seller_name,
        "quantity": line.quantity,
        "unit_minor": line.unit_minor,
        "discount_minor": line.discount_minor,
        "tax_minor": line.tax_minor,
        "total_minor": line.total_minor,
    }
