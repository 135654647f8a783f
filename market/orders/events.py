"""What is told about orders: to buyers, to sellers about their own lines, and to staff."""

from dataclasses import dataclass
from typing import ClassVar

from realtime.events import Event
from realtime.topics import Json

DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class OrderChanged(Event):
    """One order, whole."""

    name: ClassVar[str] = "order.changed"
    order: str
    value: Json

    @property
    def topic(self) -> str:
        """The order's own."""
        return f"order.{self.order}"

    def data(self) -> Json:
        """The order as it now is."""
        return self.value


@dataclass(frozen=True, kw_only=True)
class OrdersChanged(Event):
    """A buyer's newest orders."""

    name: ClassVar[str] = "orders.changed"
    person: str
    value: Json

    @property
    def topic(self) -> str:
        """The buyer's list."""
        return f"orders.{self.person}"

    def data(self) -> Json:
        """The list as it now is."""
        return self.value


@dataclass(frozen=True, kw_only=True)
class SalesChanged(Event):
    """A seller's newest sales, or at the desk everybody's newest orders."""

    name: ClassVar[str] = "sales.changed"
    person: str
    value: Json

    @property
    def topic(self) -> str:
        """The seller's list, or the desk's."""
        return f"sales.{self.person}"

    def data(self) -> Json:
        """The list as it now is."""
        return self.value
