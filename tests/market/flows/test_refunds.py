"""Money that goes back: whole, in part, failed later, refused; each to the last unit, and the order says so."""

from datetime import timedelta

import pytest

from market.flows.refund import DisputeIsOpen, NotRefundable, RefundTooLarge, WordsMissing, refund_lines
from market.flows.release import release_due
from market.orders.models import Grant, Order, Paper
from market.payments.models import Refund, RefundReason, RefundState
from market.payments.stripe import calls
from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.base import clock
from project.base.errors import NotFound
from tests.doubles.stripe import REFUND_FAILS, REFUND_WAITS, Stripe
from tests.market import till
from tests.market.people import ada, ben, cyd, product, sue, visitor

pytestmark = pytest.mark.django_db


def refund(
    order: Order, by: User, parts: dict[str, int] | None = None, *, words: str = "Broken", as_staff: bool = False
) -> Refund:
    return refund_lines(
        order_id=order.public_id,
        parts=parts,
        reason=RefundReason.REQUESTED,
        words=words,
        by=visitor(by),
        now=clock.now(),
        as_staff=as_staff,
    )


def test_a_whole_refund_leaves_the_order_refunded_and_takes_the_grant(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))

    refund(order, ada())
    till.bring(stripe)
    till.bring(stripe, copies=2, backwards=True)

    order.refresh_from_db()
    assert (order.state, order.refunded_minor) == ("refunded", 1000)
    assert Grant.objects.get().revoked_because == "refunded"
    assert till.balances() == {"clearing_stripe": 59, "processor_fee": -59}
    assert Refund.objects.get().state == RefundState.SUCCEEDED
    assert Paper.objects.filter(kind="credit_note").count() == 1
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_parts_of_a_refund_sum_to_it_and_what_is_left_goes_back_exactly(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada(), price_minor=999))
    line = order.lines.get()

    for amount in (333, 1, 332):
        refund(order, ada(), {line.public_id: amount})
        till.bring(stripe)
    order.refresh_from_db()
    assert (order.state, order.refunded_minor) == ("partially_refunded", 666)
    assert Grant.objects.get().revoked_at is None

    refund(order, ada())
    till.bring(stripe)
    order.refresh_from_db()
    assert order.state == "refunded"
    assert set(till.balances()) == {"clearing_stripe", "processor_fee"}
    till.assert_clearing_is_stripes_balance()


def test_more_than_is_left_is_refused_and_nothing_is_promised(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    line = order.lines.get()

    for amount in (1001, 0, -5):
        with pytest.raises(RefundTooLarge):
            refund(order, ada(), {line.public_id: amount})
    refund(order, ada())
    with pytest.raises(NotRefundable):
        refund(order, ada())

    assert Refund.objects.count() == 1


def test_a_seller_refunds_own_lines_alone_and_a_stranger_none(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()), product(cyd(), price_minor=500))
    others = order.lines.get(seller=cyd())
    lone = till.bought(stripe, ben(), product(ada()))

    with pytest.raises(NotFound):
        refund(order, ada(), {others.public_id: 100})
    with pytest.raises(NotFound):
        refund(order, ben())
    with pytest.raises(NotFound):
        refund(lone, cyd())
    assert Refund.objects.count() == 0

    refund(order, ada())
    till.bring(stripe)
    order.refresh_from_db()
    assert (order.state, order.refunded_minor) == ("partially_refunded", 1000)
    till.assert_books_are_right()


def test_staff_says_why_and_the_trail_keeps_it(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))

    with pytest.raises(WordsMissing):
        refund(order, sue(), words=" ", as_staff=True)
    with pytest.raises(NotFound):
        refund(order, sue(), words="Not at the desk")
    with pytest.raises(NotFound):
        refund(order, ben(), words="No staff", as_staff=True)
    refund(order, sue(), words="Never worked", as_staff=True)

    assert StaffAction.objects.get(action="order.refund").facts["why"] == "Never worked"


def test_a_refund_that_comes_back_is_undone_and_the_buyer_keeps_what_they_have(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()), card=REFUND_FAILS)
    before = till.balances()

    refund(order, ada())
    till.bring(stripe)
    order.refresh_from_db()
    assert order.state == "refunded"
    stripe.advance(10)
    till.bring(stripe, copies=2)

    order.refresh_from_db()
    assert (order.state, order.refunded_minor) == ("paid", 0)
    assert Refund.objects.get().state == RefundState.FAILED
    assert Grant.objects.get().revoked_at is None
    assert till.balances() == before
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_refund_that_waits_is_pending_until_it_has_arrived(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()), card=REFUND_WAITS)

    refund(order, ada())
    till.bring(stripe)
    assert Refund.objects.get().state == RefundState.PENDING
    stripe.advance(10)
    till.bring(stripe, backwards=True)

    assert Refund.objects.get().state == RefundState.SUCCEEDED
    till.assert_clearing_is_stripes_balance()


def test_what_was_released_and_is_gone_is_owed_and_the_next_sale_pays_it(stripe: Stripe) -> None:
    later = clock.now() + timedelta(days=8)
    first = till.bought(stripe, ben(), product(ada()))
    release_due(now=later)
    assert till.balances()["seller_available Ada"] == 900

    refund(first, ada())
    till.bring(stripe)
    assert "seller_available Ada" not in till.balances()

    till.bought(stripe, ben(), product(ada(), price_minor=2000))
    release_due(now=later)
    assert till.balances()["seller_available Ada"] == 1800
    till.assert_books_are_right()


def test_a_refund_made_by_hand_at_the_providers_is_booked_too(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()), product(cyd(), price_minor=500))

    calls.create_refund({"payment_intent": till.payment_of(order).intent_id, "amount": 750}, key="by-hand")
    till.bring(stripe, copies=2)

    order.refresh_from_db()
    assert (order.state, order.refunded_minor) == ("partially_refunded", 750)
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_nothing_is_refunded_while_a_bank_decides(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    stripe.dispute(str(till.payment_of(order).charge_id))
    till.bring(stripe)

    with pytest.raises(DisputeIsOpen):
        refund(order, ada())

    assert Refund.objects.count() == 0
