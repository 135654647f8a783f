"""What is told about orders: to buyers, to sellers about their own lines, and to staff."""

from dataclasses import dataclass
from typing import ClassVar

from realtime.events import Whole

DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class OrderChanged(Whole):
    """One order, whole."""

    name: ClassVar[str] = "order.changed"
    kind: ClassVar[str] = "order"


@dataclass(frozen=True, kw_only=True)
class OrdersChanged(Whole):
    """A buyer's newest orders."""

    name: ClassVar[str] = "orders.changed"
    kind: ClassVar[str] = "orders"


@dataclass(frozen=True, kw_only=True)
class SalesChanged(Whole):
    """A seller's newest sales, or at the desk everybody's newest orders."""

    name: ClassVar[str] = "sales.changed"
    kind: ClassVar[str] = "sales"
