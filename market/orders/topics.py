"""Who may listen to orders: buyers to their own, sellers to their sales, staff to all."""

from market.orders.events import DESK, OrderChanged, OrdersChanged, SalesChanged
from market.orders.models import Order
from market.orders.told import desk_told, list_told, order_told, sales_told
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.people.listeners import is_at_desk, is_oneself, person_of
from realtime.topics import Json, Kind, Mode, NoSuchTopic, register


def may_see_order(visitor: Visitor, key: str) -> bool:
    """Its buyer, and staff."""
    if visitor.user_id is None:
        return False
    mine = Order.objects.filter(public_id=key, buyer_id=visitor.user_id).exists()
    return mine or is_at_desk(visitor)


def may_see_sales(visitor: Visitor, key: str) -> bool:
    """Sellers their own; staff the desk's."""
    return is_at_desk(visitor) if key == DESK else is_oneself(visitor, key)


def order_snapshot(key: str) -> Json:
    """An order, whole; raises `NoSuchTopic`."""
    order = Order.objects.filter(public_id=key).first()
    if order is None:
        raise NoSuchTopic(key)
    return order_told(order)


def list_snapshot(key: str) -> Json:
    """A buyer's newest orders; raises `NoSuchTopic`."""
    return list_told(person_of(key))


def sales_snapshot(key: str) -> Json:
    """A seller's newest sales, or the desk; raises `NoSuchTopic`."""
    return desk_told(clock.now()) if key == DESK else sales_told(person_of(key))


KINDS = (
    Kind(
        name="order",
        mode=Mode.LATEST,
        may_join=may_see_order,
        snapshot=order_snapshot,
        scope="orders:read",
        tells=((OrderChanged, Json),),
    ),
    Kind(
        name="orders",
        mode=Mode.LATEST,
        may_join=is_oneself,
        snapshot=list_snapshot,
        scope="orders:read",
        tells=((OrdersChanged, Json),),
    ),
    Kind(
        name="sales",
        mode=Mode.LATEST,
        may_join=may_see_sales,
        snapshot=sales_snapshot,
        scope="orders:read",
        tells=((SalesChanged, Json),),
    ),
)


def register_topics() -> None:
    """Make all three kinds known."""
    for kind in KINDS:
        register(kind)
