"""The topic of a cart: its owner's alone, guest or member."""

from market.cart.events import CartChanged, cart_told
from market.cart.schemas import CartTold
from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.topics import Json, Kind, Mode, NoSuchTopic, register


def is_oneself(visitor: Visitor, key: str) -> bool:
    """Whoever has a row of their own, about themselves alone."""
    return visitor.person_id is not None and visitor.public_id == key


def cart_snapshot(key: str) -> Json:
    """What is in this person's cart; raises `NoSuchTopic`."""
    person = User.objects.filter(public_id=key).values_list("pk", flat=True).first()
    if person is None:
        raise NoSuchTopic(key)
    return cart_told(person)


CART = Kind(
    name="cart",
    mode=Mode.LATEST,
    may_join=is_oneself,
    snapshot=cart_snapshot,
    scope="cart:read",
    shows=CartTold,
    tells=((CartChanged, CartTold),),
)


def register_topics() -> None:
    """Make the kind known."""
    register(CART)
