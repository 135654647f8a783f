"""What is told about a cart, to whom it belongs."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from market.cart.queries import cart_of
from market.cart.values import told
from project.accounts.models import User
from realtime.events import Whole
from realtime.topics import Json


@dataclass(frozen=True, kw_only=True)
class CartChanged(Whole):
    """Everything in one cart, whole: it replaces what was told before."""

    name: ClassVar[str] = "cart.changed"
    kind: ClassVar[str] = "cart"


def cart_told(person_id: int) -> Json:
    """The value of `cart.<person>`."""
    return told(cart_of(person_id))


def cart_changed(person_id: int, *, public_id: str = "") -> CartChanged:
    """What to publish after a person's cart changed."""
    name = public_id or User.objects.values_list("public_id", flat=True).get(pk=person_id)
    return CartChanged(key=name, value=partial(cart_told, person_id))
