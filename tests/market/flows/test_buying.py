"""A sale from the cart to the books: what is granted, booked and told, whenever the news of the payment comes."""

import pytest

from market.flows import returning
from market.flows.fulfil import fulfil
from market.ledger.models import Transfer
from market.orders.models import Grant, Paper, Reservation, ReservationState
from market.orders.shown import order_shown
from project.base import clock
from project.mail.models import Letter
from tests.doubles.stripe import AUTHENTICATE, DECLINED, Stripe
from tests.market import till
from tests.market.people import ada, ben, product, tier_of

pytestmark = pytest.mark.django_db
FEE = 59  # 2.9 % of 1000 and 30


def test_what_is_paid_is_granted_booked_and_told(stripe: Stripe) -> None:
    seller, buyer = ada(), ben()

    order = till.bought(stripe, buyer, product(seller))

    assert order.state == "paid"
    assert till.kinds_of(order) == ["placed", "payment_opening", "payment_open", "paid", "granted"]
    assert Grant.objects.filter(person=buyer, revoked_at=None).count() == 1
    assert till.balances() == {
        "clearing_stripe": -1000 + FEE,
        "platform_fee": 100,
        "processor_fee": -FEE,
        "seller_pending Ada": 900,
    }
    assert sorted(Letter.objects.values_list("template", "to")) == [
        ("order_paid", "ben@example.org"),
        ("order_sold", "ada@example.org"),
    ]
    assert sorted(Paper.objects.values_list("kind", "number")) == [("invoice", 1), ("receipt", 1)]
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


@pytest.mark.parametrize("copies", [1, 3])
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("returns", ["before", "after", "never"])
def test_however_the_news_comes_the_end_is_the_same(
    stripe: Stripe, returns: str, copies: int, *, backwards: bool
) -> None:
    seller, buyer = ada(), ben()
    order = till.check_out(buyer, product(seller), product(seller, price_minor=250)).order
    session = till.session_of(order)
    stripe.pay(session)

    if returns == "before":
        returning.arrive(order_id=order.public_id, person_id=buyer.pk, session_id=session, now=clock.now())
    till.bring(stripe, copies=copies, backwards=backwards)
    if returns == "after":
        returning.arrive(order_id=order.public_id, person_id=buyer.pk, session_id=session, now=clock.now())

    order.refresh_from_db()
    assert order.state == "paid"
    assert till.kinds_of(order).count("paid") == 1
    assert Grant.objects.count() == 2
    assert Transfer.objects.count() == 2
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_what_was_paid_is_found_without_any_webhook(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    stripe.pay(till.session_of(order))

    fulfil(till.payment_of(order).pk, now=clock.now())

    order.refresh_from_db()
    assert order.state == "paid"


def test_a_declined_card_is_told_and_another_one_pays(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    session = till.session_of(order)

    stripe.pay(session, card=DECLINED)
    till.bring(stripe)

    order.refresh_from_db()
    assert order.state == "placed"
    assert order_shown(order)["waits"][0]["why"] == "payment_declined"
    assert till.balances() == {}

    stripe.pay(session, card=AUTHENTICATE, authenticate=None)
    till.bring(stripe)
    assert order_shown(order)["waits"][0]["why"] == "payment_action"

    stripe.authenticate(session)
    till.bring(stripe, copies=2)
    order.refresh_from_db()
    assert order.state == "paid"
    assert till.kinds_of(order).count("payment_declined") == 1
    till.assert_books_are_right()


def test_something_scarce_is_kept_while_it_waits_and_sold_once_it_is_paid(stripe: Stripe) -> None:
    scarce = product(ada(), stock=1)
    tier = tier_of(scarce)

    order = till.check_out(ben(), scarce).order
    tier.refresh_from_db()
    assert (tier.reserved, tier.sold) == (1, 0)

    stripe.pay(till.session_of(order))
    till.bring(stripe)
    tier.refresh_from_db()
    assert (tier.reserved, tier.sold) == (0, 1)
    assert Reservation.objects.get().state == ReservationState.SOLD


def test_what_is_free_needs_no_payment(stripe: Stripe) -> None:
    buyer = ben()

    started = till.check_out(buyer, product(ada(), pricing="free"))

    assert started.url is None
    assert started.order.state == "paid"
    assert started.order.is_gift
    assert Grant.objects.filter(person=buyer).count() == 1
    assert Transfer.objects.count() == 0
    assert stripe.events() == []


def test_a_page_is_asked_for_once_however_often_the_key_is_sent(stripe: Stripe) -> None:
    buyer = ben()
    till.fill(buyer, product(ada()))

    first, second = till.start(buyer, key="same"), till.start(buyer, key="same")

    assert first.order == second.order
    assert first.url == second.url
