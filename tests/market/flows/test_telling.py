"""Whoever looks at a scarce product hears of every order that keeps it or lets it go."""

import json

import pytest

from market.catalog.models import Product
from market.flows.expire import cancel_order
from market.flows.gift import take_free
from project.base import clock
from realtime.models import EventRow
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, product, tier_of

pytestmark = pytest.mark.django_db


def left(made: Product) -> list[int | None]:
    """How many were left, as was told time after time."""
    told = EventRow.objects.filter(topic__name=f"product.{made.public_id}").order_by("seq")
    return [json.loads(row.frame)["data"]["tiers"][0]["left"] for row in told]


def test_what_an_order_keeps_and_lets_go_is_told(stripe: Stripe) -> None:
    scarce = product(ada(), stock=2)

    order = till.check_out(ben(), scarce).order
    cancel_order(order_id=order.public_id, person_id=ben().pk, now=clock.now())

    assert left(scarce)[0] == 1
    assert left(scarce)[-1] == 2


def test_free_ones_that_are_scarce_are_told_too() -> None:
    scarce = product(ada(), pricing="free", stock=3)

    take_free(person_id=ben().pk, tier_id=tier_of(scarce).public_id, now=clock.now())

    assert left(scarce) == [2]
