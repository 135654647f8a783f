"""Everything about what was bought."""

from market.orders.models.keeping import Download, Grant, Reservation, ReservationState
from market.orders.models.orders import PAID_STATES, Order, OrderLine, OrderState, OrderStep
from market.orders.models.papers import Paper, PaperKind, PaperSeries

__all__ = [
    "PAID_STATES",
    "Download",
    "Grant",
    "Order",
    "OrderLine",
    "OrderState",
    "OrderStep",
    "Paper",
    "PaperKind",
    "PaperSeries",
    "Reservation",
    "ReservationState",
]
