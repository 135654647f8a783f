"""What really happens to carts, for tests that fold their events: changes by their owner, by a seller, and sign-ins."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from market.cart import actions
from market.cart.listening import tell_carts_later
from market.cart.merging import merge
from market.cart.models import CartLine
from market.cart.telling import tell_due
from market.catalog.models import Product, Tier
from project.accounts.models import User
from project.base import clock
from project.base.errors import Refusal
from tests.market import people
from tests.market.cart.shelf import put, reprice

DEEDS = st.tuples(
    st.sampled_from(("add", "quantity", "remove", "clear", "currency", "agree", "price", "stock", "guest")),
    st.integers(0, 2),
    st.integers(-1, 6),
)


def cart_deeds() -> tuple[str, Callable[[Any], None], st.SearchStrategy[Any]]:
    """Ben's cart, three products, and what Ben and Ada do; what is refused changes nothing."""
    ben, ada = people.ben(), people.ada()
    shelf = [
        people.product(ada, prices={"USD": 1000, "EUR": 900}, most=5),
        people.product(ada, price_minor=700, stock=5, most=3),
        people.product(ada, price_minor=300, pricing="pay_what_you_want"),
    ]

    def act(deed: tuple[str, int, int]) -> None:
        name, which, number = deed
        with suppress(Refusal):
            DOINGS[name](ben, shelf[which], number)

    return ben.public_id, act, DEEDS


def _line(ben: User, product: Product) -> str:
    line = CartLine.objects.filter(cart__person=ben, tier__product=product).first()
    return line.public_id if line else "itm_nothing"


def _tell(product: Product) -> None:
    with transaction.atomic():
        tell_carts_later([product.pk], now=clock.now())
    tell_due(now=clock.now())


def _price(_ben: User, product: Product, number: int) -> None:
    reprice(product, 500 + 100 * number)
    _tell(product)


def _stock(_ben: User, product: Product, number: int) -> None:
    Tier.objects.filter(product=product, stock__isnull=False).update(sold=max(0, min(number, 5)))
    _tell(product)


def _guest(ben: User, product: Product, number: int) -> None:
    guest = User.objects.create_guest(name="")
    try:
        put(guest, product, max(1, number))
    finally:
        with transaction.atomic():
            merge(guest.pk, ben.pk, clock.now())


def _quantity(ben: User, product: Product, number: int) -> None:
    actions.set_quantity(person_id=ben.pk, line_id=_line(ben, product), quantity=number, now=clock.now())


def _currency(ben: User, _product: Product, number: int) -> None:
    actions.set_currency(person_id=ben.pk, currency=("USD", "EUR")[number % 2], now=clock.now())


DOINGS: dict[str, Callable[[User, Product, int], object]] = {
    "add": lambda ben, product, number: put(ben, product, number, chosen_minor=100 * number),
    "quantity": _quantity,
    "remove": lambda ben, product, _number: actions.remove(
        person_id=ben.pk, line_id=_line(ben, product), now=clock.now()
    ),
    "clear": lambda ben, _product, _number: actions.clear(person_id=ben.pk, now=clock.now()),
    "currency": _currency,
    "agree": lambda ben, _product, _number: actions.agree_to_prices(person_id=ben.pk, now=clock.now()),
    "price": _price,
    "stock": _stock,
    "guest": _guest,
}
