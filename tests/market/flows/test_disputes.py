"""Disputes: opened, won, lost and only asked; the seller's part is frozen, given back, or gone, once."""

from datetime import timedelta

import pytest

from market.flows.refund import refund_lines
from market.flows.release import release_due
from market.orders.models import Grant
from market.payments.models import Dispute, DisputeState, RefundReason
from project.base import clock
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, cyd, product, visitor

pytestmark = pytest.mark.django_db
FEES = 59 + 1500


def test_a_dispute_freezes_what_is_left_to_each_seller(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()), product(cyd(), price_minor=500))

    stripe.dispute(str(till.payment_of(order).charge_id))
    till.bring(stripe)
    till.bring(stripe, copies=2, backwards=True)

    told = till.balances()
    assert (told["seller_disputed Ada"], told["seller_disputed Cyd"]) == (900, 450)
    assert "seller_pending Ada" not in told
    assert told["dispute_withdrawn"] == -1500
    assert release_due(now=clock.now() + timedelta(days=30)) == 0
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_dispute_that_is_won_gives_back_once_and_the_hold_goes_on(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    dispute = stripe.dispute(str(till.payment_of(order).charge_id))
    till.bring(stripe)

    stripe.decide(dispute["id"], won=True)
    till.bring(stripe, copies=3, backwards=True)

    assert Dispute.objects.get().state == DisputeState.WON
    assert till.balances()["seller_pending Ada"] == 900
    assert "dispute_withdrawn" not in till.balances()
    assert release_due(now=clock.now() + timedelta(days=30)) == 1
    assert till.balances()["seller_available Ada"] == 900
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_dispute_that_is_lost_takes_everybodys_part_and_the_grant(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    dispute = stripe.dispute(str(till.payment_of(order).charge_id))
    stripe.decide(dispute["id"], won=False)

    till.bring(stripe, copies=2, backwards=True)

    order.refresh_from_db()
    assert (order.state, order.refunded_minor) == ("refunded", 1000)
    assert Grant.objects.get().revoked_because == "dispute_lost"
    assert till.balances() == {"clearing_stripe": FEES, "processor_fee": -59, "dispute_fee": -1500}
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_an_inquiry_moves_nothing_until_it_becomes_more(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    before = till.balances()

    dispute = stripe.dispute(str(till.payment_of(order).charge_id), reason="inquiry")
    till.bring(stripe)
    assert till.balances() == before
    assert "dispute_inquiry" in till.kinds_of(order)

    stripe.decide(dispute["id"], won=False)
    till.bring(stripe)
    assert "seller_pending Ada" not in till.balances()
    assert till.balances()["dispute_fee"] == -1500
    till.assert_clearing_is_stripes_balance()


def test_what_was_refunded_before_is_not_taken_again(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    line = order.lines.get()
    refund_lines(
        order_id=order.public_id,
        parts={line.public_id: 400},
        reason=RefundReason.REQUESTED,
        words="",
        by=visitor(ada()),
        now=clock.now(),
    )
    till.bring(stripe)
    dispute = stripe.dispute(str(till.payment_of(order).charge_id))
    stripe.decide(dispute["id"], won=False)
    till.bring(stripe)

    order.refresh_from_db()
    assert (order.state, order.refunded_minor) == ("refunded", 1000)
    assert Dispute.objects.get().amount_minor == 600
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_refund_that_a_bank_overtakes_is_frozen_with_the_rest(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    line = order.lines.get()
    refund_lines(
        order_id=order.public_id,
        parts={line.public_id: 400},
        reason=RefundReason.REQUESTED,
        words="",
        by=visitor(ada()),
        now=clock.now(),
    )
    dispute = stripe.dispute(str(till.payment_of(order).charge_id))

    till.bring(stripe)
    assert till.balances()["seller_disputed Ada"] == 900
    assert "refund_liability" not in till.balances()

    stripe.decide(dispute["id"], won=True)
    till.bring(stripe)
    assert till.balances()["seller_pending Ada"] == 900
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_dispute_after_the_release_takes_what_is_there_and_a_win_gives_it_back(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    release_due(now=clock.now() + timedelta(days=8))

    dispute = stripe.dispute(str(till.payment_of(order).charge_id))
    till.bring(stripe)
    assert "seller_available Ada" not in till.balances()

    stripe.decide(dispute["id"], won=True)
    till.bring(stripe)
    assert till.balances()["seller_available Ada"] == 900
    till.assert_books_are_right()
