"""Whoever looks at a scarce product hears of every order that keeps it, lets it go or takes the last one."""

import json

import pytest

from market.cart.models import CartTelling
from market.catalog.models import Product
from market.flows.expire import cancel_order
from market.flows.gift import take_free
from project.base import clock
from realtime.models import EventRow
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.cart.shelf import put
from tests.market.people import ada, ben, cyd, product, tier_of

pytestmark = pytest.mark.django_db


def left(made: Product) -> list[int | None]:
    """How many were left, as was told time after time."""
    told = EventRow.objects.filter(topic__name=f"product.{made.public_id}").order_by("seq")
    return [json.loads(row.frame)["data"]["tiers"][0]["left"] for row in told]


def test_what_an_order_keeps_and_lets_go_is_told(stripe: Stripe) -> None:
    scarce = product(ada(), stock=2)

    order = till.check_out(ben(), scarce).order
    cancel_order(order_id=order.public_id, person_id=ben().pk, now=clock.now())

    assert left(scarce)[-1] == 2
    assert CartTelling.objects.count() == 0


def test_carts_that_hold_the_last_one_are_told_that_it_went(stripe: Stripe) -> None:
    scarce = product(ada(), stock=1)
    put(cyd(), scarce)

    till.check_out(ben(), scarce)

    assert left(scarce) == [0]
    assert [row.product_id for row in CartTelling.objects.all()] == [scarce.pk]


def test_free_ones_that_are_scarce_are_told_too() -> None:
    scarce = product(ada(), pricing="free", stock=3)

    take_free(person_id=ben().pk, tier_id=tier_of(scarce).public_id, now=clock.now())

    assert left(scarce) == [2]


def test_of_what_has_no_end_nothing_is_told(stripe: Stripe) -> None:
    endless = product(ada())

    till.bought(stripe, ben(), endless)

    assert left(endless) == []
