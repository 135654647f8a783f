"""The demo's buyer finds something in their cart, once."""

import pytest

from market.cart import demo
from market.cart.models import Cart
from project.accounts.models import User
from tests.market import people
from tests.market.cart.shelf import cart

pytestmark = pytest.mark.django_db


def test_the_demo_s_buyer_has_three_things_of_which_one_changed_its_price_however_often_it_is_loaded() -> None:
    ada = people.ada()
    buyer = User.objects.create_user("buyer@demo.example", display_name="Bruno", is_demo=True)
    for number in range(5):
        people.product(ada, price_minor=1000 + number)

    demo.load()
    demo.load()

    shown = cart(buyer)
    assert len(shown.lines) == 3
    assert [line.was_minor is not None for line in shown.lines].count(True) == 1
    assert shown.can_be_bought


def test_without_people_or_a_catalogue_there_is_nothing_to_load() -> None:
    demo.load()

    User.objects.create_user("buyer@demo.example", display_name="Bruno", is_demo=True)
    demo.load()

    assert not Cart.objects.exists()
