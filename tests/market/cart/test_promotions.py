"""What rooms above take off a cart, by name."""

from collections.abc import Sequence

import pytest

from market.cart.pricing import Discount
from market.cart.promotions import Promoted, register_promotion
from tests.market import people
from tests.market.cart.shelf import cart, put

pytestmark = pytest.mark.django_db


def test_what_is_registered_is_taken_off_by_name_in_the_order_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("market.cart.promotions._promotions", {})
    ben, ada = people.ben(), people.ada()
    put(ben, people.product(ada, price_minor=1000))
    asked: list[tuple[int, str, Sequence[Promoted]]] = []

    def half(person: int, currency: str, lines: Sequence[Promoted]) -> list[Discount]:
        asked.append((person, currency, lines))
        return [Discount(name="Half price", bps=5000)]

    register_promotion("b", lambda *_: [Discount(name="Thanks", amount_minor=100)])
    register_promotion("a", half)

    quote = cart(ben).quote

    assert quote.discounts == (("Half price", 500), ("Thanks", 100))
    assert quote.total_minor == 400
    ((person, currency, (line,)),) = asked
    assert (person, currency, line.seller_id, line.unit_minor) == (ben.pk, "USD", ada.pk, 1000)
