"""The last word of a journey: everything that is told of an order and of its sellers' money, in one call."""

from collections.abc import Iterable
from datetime import datetime

from market.cart.listening import tell_carts_later
from market.catalog.events import products_changed
from market.flows.events import earnings_changed
from market.orders.models import PAID_STATES, Order, Reservation
from market.orders.telling import news_of, sellers_of
from realtime.events import Event
from realtime.publish import publish


def tell(order: Order, *also: Event, now: datetime) -> None:
    """Publish an order as its rows now are; where money moved, its sellers' figures too."""
    earnings: Iterable[Event] = ()
    if order.state in PAID_STATES:
        earnings = [earnings_changed(seller.pk, public_id=seller.public_id) for seller in sellers_of(order)]
    publish(*news_of(order, now=now), *earnings, *also, at=now)


def stock_changed(order: Order, *, now: datetime) -> list[Event]:
    """What to publish when an order kept, sold or let go what is scarce; carts that hold it are told by the worker."""
    kept = set(Reservation.objects.filter(line__order=order).values_list("line__product_id", flat=True))
    if not kept:
        return []
    tell_carts_later(kept, now=now)
    return products_changed(kept)
