"""Webhooks: signed as the real library verifies them, sent at least once, and misbehaving as told."""

import json
from typing import Any

import pytest
from stripe import SignatureVerificationError, Webhook

from tests.doubles import stripe as double
from tests.market.payments.sandbox.shop import Shop, answered
from tests.realtime.webhooks.receiver import Receiver, receiver

USUAL = {
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "charge.updated",
    "checkout.session.completed",
}


def verified(told: Receiver, secret: str) -> list[dict[str, Any]]:
    """Every event that arrived, through the library's own check."""
    return [
        dict(Webhook.construct_event(one.raw, one.headers["Stripe-Signature"], secret).to_dict()) for one in told.pushed
    ]


def test_every_event_arrives_signed_with_the_object_as_it_was(shop: Shop, told: Receiver) -> None:
    shop.sell()
    shop.stripe.wait_delivered()

    events = {event["type"]: event for event in verified(told, shop.stripe.webhook_secret)}

    assert events.keys() == USUAL
    assert events["payment_intent.created"]["data"]["object"]["status"] == "requires_payment_method"
    assert events["checkout.session.completed"]["data"]["object"]["payment_status"] == "paid"
    assert {event["pending_webhooks"] for event in events.values()} == {1}
    assert {one["state"] for one in shop.stripe.deliveries()} == {"delivered"}


def test_event_of_a_request_names_it(shop: Shop) -> None:
    intent = shop.sell()
    params: Any = {"payment_intent": intent["id"]}

    refund = shop.v1.refunds.create(params, {"idempotency_key": "refund-1"})

    [event] = shop.stripe.events("refund.created")
    assert event["request"] == {"id": answered(refund).request_id, "idempotency_key": "refund-1"}
    assert shop.stripe.events("charge.succeeded")[0]["request"] == {"id": None, "idempotency_key": None}


def test_refused_delivery_comes_again(shop: Shop, told: Receiver) -> None:
    shop.stripe.behave(retry_seconds=0.05)
    told.will_answer(500, 302, 404)

    shop.v1.checkout.sessions.expire(shop.open().id)
    shop.stripe.wait_delivered()

    [delivery] = shop.stripe.deliveries()
    assert [answer["status"] for answer in delivery["answers"]] == [500, 302, 404, 200]
    assert len({one.raw for one in told.pushed}) == 1


def test_nobody_listening_is_tried_again_until_somebody_does(shop: Shop) -> None:
    with receiver() as listening:
        url = listening.url
    shop.stripe.behave(webhook_url=url, retry_seconds=0.05)
    session = shop.open()
    shop.v1.checkout.sessions.expire(session.id)

    with receiver() as listening:
        shop.stripe.behave(webhook_url=listening.url)
        shop.stripe.wait_delivered()

    [delivery] = shop.stripe.deliveries()
    assert delivery["state"] == "delivered"
    assert json.loads(listening.pushed[-1].raw)["data"]["object"]["id"] == session.id


@pytest.mark.parametrize(("order", "places"), [("given", [0, 1, 2, 3, 4]), ("reversed", [4, 3, 2, 1, 0])])
def test_held_events_come_in_the_order_that_is_wanted(
    shop: Shop, told: Receiver, order: Any, places: list[int]
) -> None:
    shop.stripe.hold()
    shop.sell()
    before = len(told.pushed)
    happened = [event["id"] for event in shop.stripe.events()]

    statuses = shop.stripe.release(order)

    assert (before, statuses) == (0, [200] * 5)
    assert [json.loads(one.raw)["id"] for one in told.pushed] == [happened[place] for place in places]


def test_random_order_is_the_same_for_the_same_seed(shop: Shop, told: Receiver) -> None:
    orders = []
    for _each in range(2):
        shop.stripe.reset(webhook_url=told.url)
        told.pushed.clear()
        shop.stripe.hold()
        shop.sell()
        shop.stripe.release("random", seed=5)
        orders.append([json.loads(one.raw)["type"] for one in told.pushed])

    assert orders[0] == orders[1]
    assert orders[0] != [event["type"] for event in shop.stripe.events()]
    assert set(orders[0]) == USUAL


def test_each_comes_as_often_as_told(shop: Shop, told: Receiver) -> None:
    shop.stripe.repeat_webhooks(3)
    shop.sell()
    shop.stripe.wait_delivered()
    at_once = len(told.pushed)
    shop.stripe.reset(webhook_url=told.url)
    shop.stripe.hold()
    shop.sell()

    shop.stripe.release(copies=2)

    assert (at_once, len(told.pushed)) == (15, 25)


def test_lost_events_never_come_but_can_be_listed(shop: Shop, told: Receiver) -> None:
    shop.stripe.drop_webhooks(5)
    shop.sell()
    session = shop.open()
    shop.v1.checkout.sessions.expire(session.id)
    shop.stripe.wait_delivered()

    assert [json.loads(one.raw)["type"] for one in told.pushed] == ["checkout.session.expired"]
    assert len(shop.v1.events.list({"types": ["charge.*", "payment_intent.succeeded"]}).data) == 3
    assert len(shop.v1.events.list({"delivery_success": False}).data) == 5


def test_while_webhooks_are_down_nothing_comes_and_then_all_of_it(shop: Shop, told: Receiver) -> None:
    shop.stripe.webhooks_down()
    shop.sell()
    before = len(told.pushed)

    shop.stripe.up()
    shop.stripe.wait_delivered()

    assert (before, len(told.pushed)) == (0, 5)


def test_forged_events_fail_the_librarys_check(shop: Shop, told: Receiver) -> None:
    shop.stripe.hold()
    shop.sell()
    event = shop.stripe.events()[0]

    shop.stripe.forge(event["id"])
    shop.stripe.forge({**event, "id": "evt_invented"}, secret=shop.stripe.webhook_secret, age=301)

    assert len(told.pushed) == 2
    for one in told.pushed:
        with pytest.raises(SignatureVerificationError):
            Webhook.construct_event(one.raw, one.headers["Stripe-Signature"], shop.stripe.webhook_secret)


def test_body_signed_by_a_test_passes_the_librarys_check(shop: Shop) -> None:
    shop.sell()
    event = shop.stripe.events()[0]

    body, header = shop.stripe.signed(event)

    found = Webhook.construct_event(body, header, shop.stripe.webhook_secret)
    assert found.id == event["id"]


def test_event_can_be_sent_again(shop: Shop, told: Receiver) -> None:
    shop.sell()
    shop.stripe.wait_delivered()

    status = shop.stripe.resend(shop.stripe.events()[0]["id"])

    assert (status, len(told.pushed)) == (200, 6)


def test_endpoints_that_were_made_are_told_instead_with_their_own_secret(shop: Shop, told: Receiver) -> None:
    with receiver() as mine:
        made = shop.v1.webhook_endpoints.create({"url": mine.url, "enabled_events": ["checkout.session.completed"]})
        shop.sell()
        shop.stripe.wait_delivered()
        shop.v1.webhook_endpoints.delete(made.id)
        shop.sell(card=double.DECLINED)
        shop.stripe.wait_delivered()

    assert made.secret is not None
    assert [event["type"] for event in verified(mine, made.secret)] == ["checkout.session.completed"]
    assert {json.loads(one.raw)["type"] for one in told.pushed} == {
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
    }


def test_killed_sandbox_goes_on_where_it_was(shop: Shop, told: Receiver) -> None:
    shop.stripe.webhooks_down()
    session = shop.open(key="order-1")
    shop.stripe.pay(session.id)

    shop.stripe.kill()
    shop.stripe.start()
    shop.stripe.behave(webhook_url=told.url)
    shop.stripe.wait_delivered()

    assert {event["type"] for event in verified(told, shop.stripe.webhook_secret)} == USUAL
    assert shop.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
    assert shop.open(key="order-1").id == session.id
