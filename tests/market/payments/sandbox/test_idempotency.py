"""Idempotency keys and broken answers, as Stripe keeps and breaks them."""

import threading
import time
from typing import Any

import pytest
from stripe import APIConnectionError, APIError, IdempotencyError, InvalidRequestError

from tests.doubles.stripe import Stripe
from tests.market.payments.sandbox.shop import Shop, answered


def test_same_key_and_parameters_are_answered_again(shop: Shop) -> None:
    first, second = shop.open(key="order-1"), shop.open(key="order-1")

    assert second.id == first.id
    assert answered(second).headers["Idempotent-Replayed"] == "true"
    assert answered(second).headers["Original-Request"] == answered(first).request_id
    assert len(shop.v1.checkout.sessions.list().data) == 1


def test_same_key_and_other_parameters_are_refused(shop: Shop) -> None:
    shop.open(key="order-1")

    with pytest.raises(IdempotencyError) as refused:
        shop.open(key="order-1", minor=100)

    assert (refused.value.http_status, len(shop.v1.checkout.sessions.list().data)) == (400, 1)


def test_key_is_forgotten_after_a_day(shop: Shop) -> None:
    first = shop.open(key="order-1")
    shop.stripe.advance(86_400 + 1)

    second = shop.open(key="order-1")

    assert second.id != first.id


def test_refused_parameters_do_not_use_up_the_key(shop: Shop) -> None:
    with pytest.raises(InvalidRequestError):
        shop.open(key="order-1", minor=1)

    assert shop.open(key="order-1").status == "open"


def test_refusal_of_what_was_tried_is_answered_again(shop: Shop) -> None:
    intent = shop.sell()
    shop.refund(intent)
    params: Any = {"payment_intent": intent["id"]}
    said = []
    for _each in range(2):
        with pytest.raises(InvalidRequestError) as refused:
            shop.v1.refunds.create(params, {"idempotency_key": "refund-2"})
        said.append((refused.value.code, (refused.value.headers or {}).get("Idempotent-Replayed")))

    assert said == [("charge_already_refunded", None), ("charge_already_refunded", "true")]


def test_concurrent_requests_under_one_key_are_done_once(stripe: Stripe) -> None:
    stripe.slow(0.1)
    found: list[str] = []
    patient = [Shop(stripe, retries=5) for _each in range(6)]
    threads = [threading.Thread(target=lambda shop=one: found.append(shop.open(key="order-1").id)) for one in patient]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stripe.up()
    assert len(found) == 6
    assert set(found) == {one.id for one in patient[0].v1.checkout.sessions.list().data}


def test_key_in_use_is_refused_as_a_conflict(stripe: Stripe) -> None:
    stripe.slow(1.5)
    first = threading.Thread(target=lambda: Shop(stripe).open(key="order-1"))
    first.start()
    time.sleep(0.5)

    with pytest.raises(APIError) as refused:
        Shop(stripe).open(key="order-1")

    first.join()
    assert refused.value.error is not None
    assert (refused.value.http_status, refused.value.error.code) == (409, "idempotency_key_in_use")


def test_five_hundred_is_kept_though_it_was_done(shop: Shop) -> None:
    shop.stripe.break_next()
    statuses = []
    for _each in range(2):
        with pytest.raises(APIError) as broken:
            shop.open(key="order-1")
        statuses.append(broken.value.http_status)

    assert statuses == [500, 500]
    assert len(shop.v1.checkout.sessions.list().data) == 1


def test_answer_lost_on_its_way_is_told_to_who_asks_again(shop: Shop) -> None:
    shop.stripe.break_next(how="drop")
    with pytest.raises(APIConnectionError):
        shop.open(key="order-1")
    [done] = shop.v1.checkout.sessions.list().data

    assert shop.open(key="order-1").id == done.id


def test_down_is_no_answer_and_does_nothing(shop: Shop) -> None:
    shop.stripe.down()
    with pytest.raises(APIError) as refused:
        shop.open()
    shop.stripe.down(how="drop")
    with pytest.raises(APIConnectionError):
        shop.open()

    shop.stripe.up()

    assert refused.value.http_status == 503
    assert shop.v1.checkout.sessions.list().data == []


def test_down_for_a_moment_ends_by_itself(stripe: Stripe) -> None:
    stripe.down(0.3)

    session = Shop(stripe, retries=5).open()

    assert session.status == "open"
