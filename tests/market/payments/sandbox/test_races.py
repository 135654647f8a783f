"""Several people, tabs and programs at once: money is taken once, and each rule holds whoever comes first."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from stripe import InvalidRequestError

from tests.doubles import stripe as double
from tests.doubles.stripe import Refused
from tests.market.payments.sandbox.shop import Shop


def all_at_once(count: int, act: Callable[[], Any]) -> list[Any]:
    """What each of so many threads got, refusals too."""
    found: list[Any] = []
    start = threading.Barrier(count)

    def one() -> None:
        start.wait()
        try:
            found.append(act())
        except (Refused, InvalidRequestError) as refused:
            found.append(refused)

    threads = [threading.Thread(target=one) for _each in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def take_one(ways: list[Callable[[], Any]]) -> Any:
    return ways.pop()()


def test_session_is_paid_once_however_many_pay_it(shop: Shop) -> None:
    session = shop.open()

    found = all_at_once(8, lambda: shop.stripe.pay(session.id))

    assert sum(isinstance(one, dict) for one in found) == 1
    assert len(shop.v1.charges.list().data) == 1
    assert len(shop.stripe.events("checkout.session.completed")) == 1


def test_charge_is_refunded_once_however_many_refund_all_of_it(shop: Shop) -> None:
    intent = shop.sell()

    found = all_at_once(6, lambda: Shop(shop.stripe).refund(intent, amount=2000))

    assert sum(not isinstance(one, InvalidRequestError) for one in found) == 1
    assert shop.v1.charges.retrieve(intent["latest_charge"]).amount_refunded == 2000


def test_expiring_and_paying_exclude_each_other(shop: Shop) -> None:
    ends = set()
    for _each in range(6):
        session = shop.open()
        ways: list[Callable[[], Any]] = [
            partial(shop.stripe.pay, session.id),
            partial(shop.v1.checkout.sessions.expire, session.id),
        ]
        all_at_once(2, partial(take_one, ways))
        found = shop.v1.checkout.sessions.retrieve(session.id)
        ends.add((found.status, found.payment_status))

    assert ends <= {("complete", "paid"), ("expired", "unpaid")}
    assert len(shop.v1.charges.list({"limit": 100}).data) == len(shop.stripe.events("checkout.session.completed"))


@pytest.mark.parametrize("card", [double.SUCCESS, double.DECLINED, double.BANK_PAYS_LATER, double.DISPUTED])
def test_account_equals_its_movements(shop: Shop, card: str) -> None:
    all_at_once(4, lambda: shop.stripe.pay(shop.open().id, card=card))
    shop.stripe.advance(3 * 86_400)

    balance = shop.v1.balance.retrieve()

    available = sum(one.amount for one in balance.available)
    pending = sum(one.amount for one in balance.pending)
    assert available + pending == shop.net()
