"""Which of somebody's sales a bank has taken back, and has not decided about."""

from collections.abc import Iterable

from market.orders.models import OrderLine
from market.payments.models import DisputeLine


def disputed(lines: Iterable[OrderLine]) -> set[str]:
    """The ids of those lines."""
    open_ones = DisputeLine.objects.filter(line__in=list(lines), dispute__closed_at=None)
    return set(open_ones.values_list("line__public_id", flat=True))
