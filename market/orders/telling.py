"""The events of an order that changed: for its buyer, its sellers and the desk, to be published in one call."""

from datetime import datetime
from functools import partial

from market.orders.events import DESK, OrderChanged, OrdersChanged, SalesChanged
from market.orders.models import PAID_STATES, Order
from market.orders.told import desk_told, list_told, order_told, sales_told
from project.accounts.models import User
from realtime.events import Event


def news_of(order: Order, *, now: datetime, sellers_too: bool = True) -> list[Event]:
    """Everything that is to be told of this order, as its rows now are; sellers hear of what was paid."""
    events: list[Event] = [
        OrderChanged(key=order.public_id, value=partial(order_told, order)),
        OrdersChanged(key=order.buyer.public_id, value=partial(list_told, order.buyer_id)),
        SalesChanged(key=DESK, value=partial(desk_told, now)),
    ]
    if sellers_too and order.state in PAID_STATES:
        events += [
            SalesChanged(key=seller.public_id, value=partial(sales_told, seller.pk)) for seller in sellers_of(order)
        ]
    return events


def sellers_of(order: Order) -> list[User]:
    """Whose lines an order has."""
    return list(User.objects.filter(pk__in=order.lines.values("seller_id")).order_by("pk"))
