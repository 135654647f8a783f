"""What is told about a cart, to whom it belongs."""

from dataclasses import dataclass
from typing import ClassVar

from market.cart.queries import cart_of
from market.cart.values import told
from project.accounts.models import User
from realtime.events import Whole


@dataclass(frozen=True, kw_only=True)
class CartChanged(Whole):
    """Everything in one cart, whole: it replaces what was told before."""

    name: ClassVar[str] = "cart.changed"
    kind: ClassVar[str] = "cart"


def cart_changed(person_id: int, *, public_id: str = "") -> CartChanged:
    """How a person's cart stands now, to be published as the last word of the transaction that holds its row."""
    name = public_id or User.objects.values_list("public_id", flat=True).get(pk=person_id)
    return CartChanged(key=name, value=told(cart_of(person_id)))
