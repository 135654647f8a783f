"""Every test card does what Stripe says it does, and tells the same events."""

import pytest
from stripe import InvalidRequestError

from tests.doubles import stripe as double
from tests.doubles.stripe import Refused
from tests.market.payments.sandbox.shop import Shop

PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "charge.updated",
    "checkout.session.completed",
]


def kinds(shop: Shop) -> list[str]:
    return [event["type"] for event in shop.stripe.events()]


def test_good_card_pays_and_tells_all_of_it(shop: Shop) -> None:
    session = shop.open(payment_intent_data={"metadata": {"order": "1"}, "transfer_group": "ord_1"})

    paid = shop.stripe.pay(session.id)

    intent = shop.v1.payment_intents.retrieve(
        paid["payment_intent"]["id"], {"expand": ["latest_charge.balance_transaction"]}
    )
    charge = intent.latest_charge
    assert kinds(shop) == PAID
    assert (paid["session"]["status"], paid["session"]["payment_status"]) == ("complete", "paid")
    assert (intent.status, intent.amount_received, intent.transfer_group) == ("succeeded", 2500, "ord_1")
    assert intent.metadata["order"] == "1"
    assert charge is not None
    assert not isinstance(charge, str)
    assert (charge.paid, charge.amount_captured, charge.transfer_group) == (True, 2500, "ord_1")
    assert (charge.balance_transaction.fee, charge.balance_transaction.net) == (103, 2397)  # type: ignore[union-attr]


def test_balance_transaction_comes_a_moment_after_the_charge(shop: Shop) -> None:
    shop.sell()

    first, updated = shop.stripe.events("charge.succeeded")[0], shop.stripe.events("charge.updated")[0]

    assert first["data"]["object"]["balance_transaction"] is None
    assert updated["data"]["object"]["balance_transaction"].startswith("txn_")
    assert updated["data"]["previous_attributes"] == {"balance_transaction": None}


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        (double.DECLINED, "card_declined", "generic_decline"),
        (double.NO_FUNDS, "card_declined", "insufficient_funds"),
        ("4000000000000069", "expired_card", None),
        ("4000000000000127", "incorrect_cvc", None),
        ("4000000000000119", "processing_error", None),
    ],
)
def test_bad_card_is_declined_and_the_session_stays_open(
    shop: Shop, card: str, code: str, decline_code: str | None
) -> None:
    session = shop.open()

    told = shop.stripe.pay(session.id, card=card)

    error = told["payment_intent"]["last_payment_error"]
    assert (told["session"]["status"], told["payment_intent"]["status"]) == ("open", "requires_payment_method")
    assert (error["code"], error.get("decline_code")) == (code, decline_code)
    assert kinds(shop) == ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]
    assert shop.net() == 0


def test_second_try_pays_the_same_intent(shop: Shop) -> None:
    session = shop.open()
    first = shop.stripe.pay(session.id, card=double.DECLINED)

    second = shop.stripe.pay(session.id)

    assert second["payment_intent"]["id"] == first["payment_intent"]["id"]
    assert (second["session"]["payment_status"], second["payment_intent"]["last_payment_error"]) == ("paid", None)
    assert len(shop.v1.charges.list({"payment_intent": first["payment_intent"]["id"]}).data) == 2


@pytest.mark.parametrize("card", ["4242424242424241", "4111111111111111", "12"])
def test_number_that_is_no_test_card_is_refused(shop: Shop, card: str) -> None:
    session = shop.open()

    with pytest.raises(Refused):
        shop.stripe.pay(session.id, card=card)

    assert shop.v1.checkout.sessions.retrieve(session.id).payment_intent is None
    assert kinds(shop) == []


def test_paid_session_cannot_be_paid_again(shop: Shop) -> None:
    session = shop.open()
    shop.stripe.pay(session.id)

    with pytest.raises(Refused, match="SessionOver"):
        shop.stripe.pay(session.id)

    assert len(shop.v1.charges.list().data) == 1


@pytest.mark.parametrize("passed", [True, False])
def test_authentication_decides(shop: Shop, *, passed: bool) -> None:
    session = shop.open()
    asked = shop.stripe.pay(session.id, card=double.AUTHENTICATE, authenticate=None)

    told = shop.stripe.authenticate(session.id, passed=passed)

    intent = shop.v1.payment_intents.retrieve(asked["payment_intent"]["id"])
    assert asked["payment_intent"]["status"] == "requires_action"
    assert asked["payment_intent"]["next_action"]["redirect_to_url"]["url"].endswith(f"/c/auth/{session.id}")
    assert told["session"]["status"] == ("complete" if passed else "open")
    assert intent.status == ("succeeded" if passed else "requires_payment_method")
    assert intent.next_action is None
    assert (intent.last_payment_error is None) is passed


def test_debit_completes_the_session_unpaid_and_pays_later(shop: Shop) -> None:
    session = shop.open()

    told = shop.stripe.pay(session.id, card=double.BANK_PAYS_LATER)
    before = shop.net()
    shop.stripe.advance(10)

    assert (told["session"]["status"], told["session"]["payment_status"]) == ("complete", "unpaid")
    assert (before, shop.net()) == (0, 2397)
    assert shop.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
    assert kinds(shop)[:4] == [
        "payment_intent.created",
        "payment_intent.processing",
        "charge.pending",
        "checkout.session.completed",
    ]
    assert kinds(shop)[-1] == "checkout.session.async_payment_succeeded"


def test_debit_that_fails_later_says_so(shop: Shop) -> None:
    session = shop.open()
    shop.stripe.pay(session.id, card=double.BANK_FAILS_LATER)

    shop.stripe.advance(10)

    found = shop.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (found.status, found.payment_status) == ("complete", "unpaid")
    assert found.payment_intent.status == "requires_payment_method"  # type: ignore[union-attr]
    assert kinds(shop)[-3:] == [
        "charge.failed",
        "payment_intent.payment_failed",
        "checkout.session.async_payment_failed",
    ]


def test_expired_session_gives_up_its_intent(shop: Shop) -> None:
    session = shop.open()
    intent = shop.stripe.pay(session.id, card=double.DECLINED)["payment_intent"]

    shop.v1.checkout.sessions.expire(session.id)

    assert shop.v1.payment_intents.retrieve(intent["id"]).status == "canceled"
    assert kinds(shop)[-2:] == ["payment_intent.canceled", "checkout.session.expired"]
    with pytest.raises(Refused, match="expired"):
        shop.stripe.pay(session.id)


def test_intent_of_an_open_or_paid_session_cannot_be_canceled(shop: Shop) -> None:
    paid = shop.sell()
    tried = shop.stripe.pay(shop.open().id, card=double.DECLINED)["payment_intent"]

    for intent in (paid, tried):
        with pytest.raises(InvalidRequestError) as refused:
            shop.v1.payment_intents.cancel(intent["id"])
        assert refused.value.code == "payment_intent_unexpected_state"

    assert shop.stripe.events("payment_intent.canceled") == []


def test_intent_of_a_failed_debit_can_be_canceled(shop: Shop) -> None:
    intent = shop.stripe.pay(shop.open().id, card=double.BANK_FAILS_LATER)["payment_intent"]
    shop.stripe.advance(10)

    canceled = shop.v1.payment_intents.cancel(intent["id"], {"cancellation_reason": "abandoned"})

    assert (canceled.status, canceled.cancellation_reason) == ("canceled", "abandoned")
