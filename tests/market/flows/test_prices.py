"""What is agreed on is what is charged: a price that changes in between is shown again before anything is placed."""

import pytest

from market.catalog.models import Price
from market.flows.checkout import CartIsEmpty, NotSoldAnyMore, PricesChanged
from market.orders.models import Order
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, product, tier_of

pytestmark = pytest.mark.django_db


def test_a_price_that_changed_in_between_is_told_and_nothing_is_placed(stripe: Stripe) -> None:
    buyer, sold = ben(), product(ada())
    agreed = till.fill(buyer, sold)
    Price.objects.filter(tier=tier_of(sold)).update(amount_minor=1500)

    with pytest.raises(PricesChanged) as told:
        till.start(buyer, agreed=agreed)

    assert told.value.extra["total_minor"] == 1500
    assert Order.objects.count() == 0
    assert till.start(buyer, agreed=1500).order.total_minor == 1500


def test_a_price_that_changes_after_it_was_placed_changes_nothing(stripe: Stripe) -> None:
    sold = product(ada())
    order = till.check_out(ben(), sold).order
    Price.objects.filter(tier=tier_of(sold)).update(amount_minor=1500)
    stripe.pay(till.session_of(order))
    till.bring(stripe)

    order.refresh_from_db()
    assert (order.state, order.total_minor) == ("paid", 1000)


def test_what_is_not_for_sale_any_more_is_told_and_nothing_is_placed(stripe: Stripe) -> None:
    buyer, sold = ben(), product(ada())
    till.fill(buyer, sold)
    sold.is_paused = True
    sold.save()

    with pytest.raises(NotSoldAnyMore):
        till.start(buyer)

    assert Order.objects.count() == 0


def test_an_empty_cart_is_no_order(stripe: Stripe) -> None:
    with pytest.raises(CartIsEmpty):
        till.start(ben())
