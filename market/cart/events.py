"""What is told about a cart, to whom it belongs."""

from dataclasses import dataclass
from typing import ClassVar

from market.cart.queries import cart_of
from market.cart.values import told
from project.accounts.models import User
from realtime.events import Event
from realtime.topics import Json


@dataclass(frozen=True, kw_only=True)
class CartChanged(Event):
    """Everything in one cart, whole: it replaces what was told before."""

    name: ClassVar[str] = "cart.changed"
    person: str
    value: Json

    @property
    def topic(self) -> str:
        """Its owner's."""
        return f"cart.{self.person}"

    def data(self) -> Json:
        """The cart."""
        return self.value


def cart_changed(person_id: int, *, public_id: str = "") -> CartChanged:
    """How a person's cart stands now, to be published as the last word of the transaction that holds its row."""
    name = public_id or User.objects.values_list("public_id", flat=True).get(pk=person_id)
    return CartChanged(person=name, value=told(cart_of(person_id)))
