"""Every object that the sandbox shows has the fields and types of Stripe's published example."""

import json
from typing import Any

import pytest

from tests.doubles import stripe as double
from tests.market.payments.sandbox.examples import differences
from tests.market.payments.sandbox.shop import Shop

SECRET = frozenset({"secret"})
FAILED = frozenset({"failure_balance_transaction", "failure_reason"})


def plain(found: Any) -> dict[str, Any]:
    # As it was on the wire: the library reads decimals out of texts.
    return dict(json.loads(json.dumps(found.to_dict(), default=str)))


def test_session_is_as_published_open_and_complete_and_expired(shop: Shop) -> None:
    fresh = shop.open(metadata={"order": "ord_1"}, automatic_tax={"enabled": True})
    paid, gone = shop.open(), shop.open()
    shop.stripe.pay(paid.id)
    shop.v1.checkout.sessions.expire(gone.id)

    found = [plain(shop.v1.checkout.sessions.retrieve(one.id)) for one in (fresh, paid, gone)]

    assert [one["status"] for one in found] == ["open", "complete", "expired"]
    assert [differences(one, "checkout.session") for one in found] == [[], [], []]


def test_line_item_is_as_published(shop: Shop) -> None:
    session = shop.open()

    items = shop.v1.checkout.sessions.line_items.list(session.id)

    assert differences(plain(items.data[0]), "item") == []


@pytest.mark.parametrize("card", [double.SUCCESS, double.DECLINED, double.AUTHENTICATE])
def test_intent_charge_and_method_are_as_published(shop: Shop, card: str) -> None:
    session = shop.open(payment_intent_data={"metadata": {"order": "1"}, "transfer_group": "ord_1"})
    intent = shop.stripe.pay(session.id, card=card)["payment_intent"]

    charge = plain(shop.v1.charges.retrieve(intent["latest_charge"]))
    method = plain(shop.v1.payment_methods.retrieve(charge["payment_method"]))

    assert differences(intent, "payment_intent") == []
    assert differences(charge, "charge") == []
    assert differences(method, "payment_method") == []


def test_intent_that_waits_for_a_person_or_a_bank_is_as_published(shop: Shop) -> None:
    asked = shop.stripe.pay(shop.open().id, card=double.AUTHENTICATE, authenticate=None)["payment_intent"]
    waits = shop.stripe.pay(shop.open().id, card=double.BANK_PAYS_LATER)["payment_intent"]

    assert (asked["status"], waits["status"]) == ("requires_action", "processing")
    assert differences(asked, "payment_intent") == []
    assert differences(waits, "payment_intent") == []


def test_refund_is_as_published_and_tells_more_once_it_failed(shop: Shop) -> None:
    good = shop.refund(shop.sell(), amount=500)
    bad = shop.refund(shop.sell(card=double.REFUND_FAILS))
    shop.stripe.advance(10)

    failed = plain(shop.v1.refunds.retrieve(bad.id))

    assert differences(plain(good), "refund") == []
    assert failed["status"] == "failed"
    assert differences(failed, "refund", more=FAILED) == []


def test_charge_with_a_refund_is_as_published(shop: Shop) -> None:
    intent = shop.sell()
    shop.refund(intent, amount=500)

    charge = plain(shop.v1.charges.retrieve(intent["latest_charge"]))

    assert differences(charge, "charge") == []
    assert [differences(one, "refund") for one in charge["refunds"]["data"]] == [[]]


@pytest.mark.parametrize("reason", ["fraudulent", "inquiry"])
def test_dispute_is_as_published(shop: Shop, reason: str) -> None:
    dispute = shop.stripe.dispute(shop.sell()["latest_charge"], reason=reason)

    assert differences(dispute, "dispute") == []
    assert [differences(moved, "balance_transaction") for moved in dispute["balance_transactions"]] == [[]] * (
        reason == "fraudulent"
    )


def test_balance_and_its_transactions_are_as_published(shop: Shop) -> None:
    shop.sell()

    moved = shop.v1.balance_transactions.list()

    assert differences(plain(shop.v1.balance.retrieve()), "balance") == []
    assert differences(plain(moved.data[0]), "balance_transaction") == []


def test_event_is_as_published(shop: Shop) -> None:
    shop.sell()

    events = [plain(event) for event in shop.v1.events.list().data]

    assert len(events) == 5
    assert [{**event, "data": {}} for event in events if differences({**event, "data": None}, "event")] == []


def test_webhook_endpoint_is_as_published_but_for_its_secret_once(shop: Shop) -> None:
    made = shop.v1.webhook_endpoints.create({"url": "https://shop.example/hook", "enabled_events": ["*"]})

    again = shop.v1.webhook_endpoints.retrieve(made.id)

    assert differences(plain(made), "webhook_endpoint", more=SECRET) == []
    assert differences(plain(again), "webhook_endpoint") == []
    assert differences({}, "webhook_endpoint") != []
