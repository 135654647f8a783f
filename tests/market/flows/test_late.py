"""Payments that come when nobody waits any more, twice, or for another amount: kept again, or sent back whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from market.catalog.models import Product
from market.flows.expire import NotCancellable, cancel_order, expire_due
from market.flows.fulfil import settle
from market.orders.models import Grant, Order
from market.payments.models import Payment, Refund, RefundReason, RefundState
from market.payments.stripe import calls
from market.payments.stripe.facts import Session
from project.base import clock
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, cyd, product, tier_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_an_order_that_is_not_paid_in_time_lets_go_and_its_page_is_closed(stripe: Stripe) -> None:
    scarce = product(ada(), stock=1)
    order = till.check_out(ben(), scarce).order

    assert expire_due(now=clock.now()) == 0
    assert expire_due(now=clock.now() + HOUR) == 1

    order.refresh_from_db()
    tier = tier_of(scarce)
    assert (order.state, tier.reserved, tier.sold) == ("expired", 0, 0)
    assert calls.retrieve_session(till.session_of(order)).status == "expired"
    assert till.check_out(cyd(), scarce).order.state == "placed"


def test_what_was_paid_before_it_expired_is_delivered_and_not_expired(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada(), stock=1)).order
    stripe.pay(till.session_of(order))

    assert expire_due(now=clock.now() + HOUR) == 0

    order.refresh_from_db()
    assert order.state == "paid"
    till.assert_books_are_right()


def test_a_late_payment_takes_what_is_still_there(stripe: Stripe) -> None:
    order = late(stripe, product(ada(), stock=1))

    till.bring(stripe, copies=2)

    order.refresh_from_db()
    assert order.state == "paid"
    assert Grant.objects.count() == 1
    assert Refund.objects.count() == 0
    till.assert_clearing_is_stripes_balance()


def test_a_late_payment_for_what_is_gone_goes_back_by_itself(stripe: Stripe) -> None:
    scarce = product(ada(), stock=1)
    order = late(stripe, scarce)
    other = till.check_out(cyd(), scarce).order
    stripe.pay(till.session_of(other))

    till.bring(stripe, copies=2)

    order.refresh_from_db()
    other.refresh_from_db()
    assert (order.state, other.state) == ("expired", "paid")
    back = Refund.objects.get()
    assert (back.state, back.reason, back.amount_minor) == (RefundState.SUCCEEDED, RefundReason.LATE, 1000)
    assert tier_of(scarce).sold == 1
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_another_amount_than_was_asked_for_grants_nothing_and_goes_back(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    payment = till.payment_of(order)
    Payment.objects.filter(pk=payment.pk).update(amount_minor=2000)
    stripe.pay(till.session_of(order))

    till.bring(stripe, copies=2)

    order.refresh_from_db()
    assert order.state == "placed"
    assert Grant.objects.count() == 0
    assert Refund.objects.get().amount_minor == 1000
    assert "not_what_was_asked" in till.kinds_of(order)
    till.assert_clearing_is_stripes_balance()


def test_an_order_that_is_paid_twice_sends_the_second_back(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    first = till.payment_of(order)
    second = Payment.objects.create(
        order=order, state="expired", attempt=2, amount_minor=1000, currency="USD", key="session-second"
    )
    made = calls.create_session(first.params | {"client_reference_id": second.public_id}, key="second")
    Payment.objects.filter(pk=second.pk).update(session_id=made.id)
    stripe.pay(made.id)
    stripe.pay(str(first.session_id))

    till.bring(stripe)

    order.refresh_from_db()
    assert order.state == "paid"
    assert Refund.objects.get().reason == RefundReason.DUPLICATE
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_what_is_cancelled_cannot_be_paid_and_what_is_paid_cannot_be_cancelled(stripe: Stripe) -> None:
    buyer = ben()
    order = till.check_out(buyer, product(ada(), stock=1)).order
    cancel_order(order_id=order.public_id, person_id=buyer.pk, now=clock.now())
    assert calls.retrieve_session(till.session_of(order)).status == "expired"

    other = till.check_out(buyer, product(ada())).order
    stripe.pay(till.session_of(other))
    with pytest.raises(NotCancellable):
        cancel_order(order_id=other.public_id, person_id=buyer.pk, now=clock.now())

    other.refresh_from_db()
    assert other.state == "paid"


def test_older_news_never_moves_a_payment_back(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    old = calls.retrieve_session(till.session_of(order))
    stripe.pay(till.session_of(order))
    till.bring(stripe)

    settle(till.payment_of(order).pk, old, now=clock.now())
    settle(till.payment_of(order).pk, ended(old), now=clock.now())

    order.refresh_from_db()
    assert order.state == "paid"
    assert till.payment_of(order).state == "succeeded"


def late(stripe: Stripe, scarce: Product) -> Order:
    """An order that expired here while its page, for want of an answer, stayed open there and was paid."""
    order = till.check_out(ben(), scarce).order
    stripe.down()
    assert expire_due(now=clock.now() + HOUR) == 1
    stripe.up()
    stripe.pay(till.session_of(order))
    order.refresh_from_db()
    assert order.state == "expired"
    return order


def ended(session: Session) -> Session:
    """The same session as if it had expired."""
    return replace(session, status="expired")
