"""Grants: who may read and download what, from the payment on until it is taken back."""

from collections.abc import Iterable
from datetime import datetime

from market.orders.models import Grant, Order, OrderLine


def grant_lines(order: Order, *, now: datetime) -> None:
    """Give the buyer what each line bought; said twice, it is given once."""
    lines = OrderLine.objects.filter(order=order)
    Grant.objects.bulk_create(
        [
            Grant(
                line=line,
                person_id=order.buyer_id,
                product_id=line.product_id,
                tier_id=line.tier_id,
                quantity=line.quantity,
                granted_at=now,
            )
            for line in lines
        ],
        ignore_conflicts=True,
    )


def revoke_grants(lines: Iterable[int], *, because: str, now: datetime) -> int:
    """Take back what these lines granted; how many grants that ended."""
    standing = Grant.objects.filter(line_id__in=list(lines), revoked_at=None)
    return standing.update(revoked_at=now, revoked_because=because)


def restore_grants(lines: Iterable[int], *, because: str) -> int:
    """Give back what was taken for this reason and no other."""
    taken = Grant.objects.filter(line_id__in=list(lines), revoked_because=because)
    return taken.update(revoked_at=None, revoked_because="")
