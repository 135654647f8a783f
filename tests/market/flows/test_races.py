"""Everybody at once, in processes of their own: one is sold the last, one order comes of a double click, money once."""

from typing import Any

import pytest

from market.ledger.models import Transfer
from market.orders.models import Grant, Order
from market.payments import inbox
from market.payments.models import Payment, ProviderEvent, Refund
from project.base import clock
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, member, product, tier_of
from tests.market.racing import race_processes
from tests.realtime.race import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_fifty_buyers_one_gets_the_last_and_the_others_are_told(stripe: Stripe) -> None:
    scarce = product(ada(), stock=1)
    buyers = [member(f"Buyer{number}") for number in range(50)]
    for buyer in buyers:
        till.fill(buyer, scarce)

    deeds = [("check_out", [buyer.pk, f"last-{buyer.pk}"]) for buyer in buyers]
    told = race_processes(deeds, stripe, processes=5)

    assert {one["refused"] for one in told if "refused" in one} <= {"SoldOut", "NotSoldAnyMore"}
    assert len([one for one in told if "done" in one]) == 1
    assert Order.objects.count() == 1
    assert Payment.objects.count() == 1
    tier = tier_of(scarce)
    assert (tier.reserved, tier.sold) == (1, 0)
    assert len(stripe.events()) == 0
    stripe.pay(till.session_of(Order.objects.get()))
    till.bring(stripe)
    assert tier_of(scarce).sold == 1
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_pressed_twice_at_once_it_is_one_order_and_one_page(stripe: Stripe) -> None:
    buyer = ben()
    till.fill(buyer, product(ada()))

    told = race_processes([("check_out", [buyer.pk, "pressed-twice"])] * 4, stripe)

    assert len({one["done"]["order"] for one in told}) == 1
    assert len({one["done"]["url"] for one in told} - {None}) == 1
    assert Order.objects.count() == 1
    assert Payment.objects.count() == 1


def test_webhook_and_return_page_at_once_deliver_once(stripe: Stripe) -> None:
    buyer = ben()
    order = till.check_out(buyer, product(ada(), stock=5), product(ada())).order
    stripe.pay(till.session_of(order))
    till.deliver(stripe, stripe.events())
    events = ProviderEvent.objects.values_list("pk", flat=True)

    deeds: list[tuple[str, list[Any]]] = [("work_on", [event]) for event in events]
    deeds += [("arrive", [order.public_id, buyer.pk])] * 4 + [("fulfil", [till.payment_of(order).pk])] * 4
    race_processes(deeds, stripe, processes=4)
    till.work()

    order.refresh_from_db()
    assert order.state == "paid"
    assert Grant.objects.count() == 2
    assert Transfer.objects.count() == 2
    assert till.kinds_of(order).count("paid") == 1
    assert inbox.due_events(now=clock.now()) == []
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_cancelled_and_paid_at_once_it_is_one_or_the_other_and_no_money_is_lost(stripe: Stripe) -> None:
    buyer = ben()
    order = till.check_out(buyer, product(ada(), stock=1)).order
    session, payment = till.session_of(order), till.payment_of(order)

    def act(number: int) -> None:
        if number:
            stripe.pay(session)
        else:
            race_processes([("cancel", [order.public_id, buyer.pk]), ("fulfil", [payment.pk])], stripe, processes=1)

    try:
        race(act, runners=2)
    finally:
        till.bring(stripe)

    order.refresh_from_db()
    assert order.state in {"paid", "cancelled"}
    assert Grant.objects.count() == (order.state == "paid")
    sums = till.balances()
    if order.state == "cancelled":
        assert "seller_pending Ada" not in sums
        assert Refund.objects.count() == Payment.objects.filter(state="succeeded").count()
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_buyers_of_crossed_carts_wait_for_nobody_that_waits_for_them(stripe: Stripe) -> None:
    shelf = [product(ada(), stock=100) for _number in range(4)]
    buyers = [member(f"Crossed{number}") for number in range(8)]
    for number, buyer in enumerate(buyers):
        till.fill(buyer, *(shelf if number % 2 else shelf[::-1]))

    told = race_processes([("check_out", [buyer.pk, "crossed-1"]) for buyer in buyers], stripe, processes=4)

    assert all("done" in one for one in told)
    assert {tier_of(one).reserved for one in shelf} == {8}
    for order in Order.objects.all():
        stripe.pay(till.session_of(order))
    payments = list(Payment.objects.values_list("pk", flat=True))
    told = race_processes([("fulfil", [payment]) for payment in payments], stripe, processes=4)
    assert {one["done"] for one in told} == {"succeeded"}
    assert {tier_of(one).sold for one in shelf} == {8}
    till.assert_books_are_right()
