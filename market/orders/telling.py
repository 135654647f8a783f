"""The events of an order that changed: for its buyer, its sellers and the desk, to be published in one call."""

from datetime import datetime

from market.orders.events import DESK, OrderChanged, OrdersChanged, SalesChanged
from market.orders.models import PAID_STATES, Order
from market.orders.shown import desk_shown, list_shown, order_shown, sales_shown
from market.orders.topics import told
from project.accounts.models import User
from realtime.events import Event


def news_of(order: Order, *, now: datetime, sellers_too: bool = True) -> list[Event]:
    """Everything that is to be told of this order, as its rows now are; sellers hear of what was paid."""
    events: list[Event] = [
        OrderChanged(order=order.public_id, value=told(order_shown(order))),
        OrdersChanged(person=order.buyer.public_id, value=told(list_shown(order.buyer_id))),
        SalesChanged(person=DESK, value=told(desk_shown(now))),
    ]
    if sellers_too and order.state in PAID_STATES:
        events += [
            SalesChanged(person=seller.public_id, value=told(sales_shown(seller.pk))) for seller in sellers_of(order)
        ]
    return events


def sellers_of(order: Order) -> list[User]:
    """Whose lines an order has."""
    return list(User.objects.filter(pk__in=order.lines.values("seller_id")).order_by("pk"))
