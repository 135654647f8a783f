"""The demo's orders: every state is there, the books are right, and loading twice changes nothing."""

from typing import Any

import pytest

from market.flows import demo
from market.ledger.models import Transfer
from market.orders.models import Order, OrderState
from project.accounts.models import Role, User
from tests.market import till
from tests.market.people import member, product

pytestmark = pytest.mark.django_db


def demo_person(name: str, **fields: Any) -> User:
    return member(name, is_demo=True, **fields)


def test_every_state_is_there_and_the_books_are_right() -> None:
    buyer = demo_person("Buyer")
    demo_person("Admin", roles=[Role.ADMIN])
    for seller in (demo_person("Seller", roles=[Role.SELLER]), demo_person("Other", roles=[Role.SELLER])):
        for _number in range(11):
            product(seller)
    product(demo_person("Third", roles=[Role.SELLER]), pricing="free")

    demo.load()
    first = (Order.objects.count(), Transfer.objects.count())
    demo.load()

    assert (Order.objects.count(), Transfer.objects.count()) == first
    assert demo.states_there(buyer) == set(OrderState)
    till.assert_books_are_right()
    assert {"seller_available Seller", "seller_pending Seller"} & set(till.balances())
