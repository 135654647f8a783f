"""What the cart holds of a person: their copy of it, and that nothing stays when they go."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from market.cart.models import Cart, CartLine
from project.accounts.profiles.deletion.registry import register_erasure
from project.accounts.profiles.exports.registry import register_export


def register() -> None:
    """Tell the registries; called when Django is ready."""
    register_export("cart", rows=_rows, covers=["cart.Cart"])
    register_erasure("cart", erase=erase, gone=_("Your cart."))


def erase(person_id: int, now: datetime) -> None:
    """The cart goes with its lines."""
    Cart.objects.filter(person_id=person_id).delete()


def _rows(person_id: int) -> Iterator[dict[str, Any]]:
    for line in CartLine.objects.filter(cart__person_id=person_id).select_related("cart", "tier__product"):
        yield {
            "product": line.tier.product.title,
            "tier": line.tier.name,
            "quantity": line.quantity,
            "chosen_minor": line.chosen_minor,
            "currency": line.cart.currency,
            "added_at": line.added_at,
        }
