"""One lock for each cart: its row. It is made when it is missing, also where two tabs are first at once."""

from collections.abc import Collection

from django.conf import settings

from market.cart.models import Cart


def locked_cart(person_id: int, *, currency: str = "") -> Cart:
    """The cart of a person (a row of people), held until the transaction ends; a new one is in this currency.

    Carts are locked before tiers and topics; several of them in the order of their keys.
    """
    while True:
        cart = hold_cart(person_id)
        if cart is not None:
            return cart
        # One that was swept meanwhile is made anew.
        make_cart(person_id, currency=currency)


def hold_cart(person_id: int) -> Cart | None:
    """The cart of a person, held; None where there is none, and none is made."""
    return Cart.objects.select_for_update().filter(person_id=person_id).first()


def make_cart(person_id: int, *, currency: str = "") -> None:
    """Have a cart for this person if there is none: whoever is second waits here for the first."""
    new = Cart(person_id=person_id, currency=currency or settings.CURRENCIES[0])
    Cart.objects.bulk_create([new], ignore_conflicts=True)


def locked_carts(people: Collection[int]) -> list[Cart]:
    """Those carts of these people (rows) that are there, held in one order."""
    return list(Cart.objects.select_for_update().filter(person__in=people).order_by("pk"))
