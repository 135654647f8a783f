"""Refunds and disputes: what they move, what they refuse, and what a bank changes later."""

import pytest
from stripe import InvalidRequestError

from tests.doubles import stripe as double
from tests.market.payments.sandbox.shop import Shop

KEPT = 2397


def kinds(shop: Shop) -> list[str]:
    return [event["type"] for event in shop.stripe.events()]


def test_refund_in_parts_until_nothing_is_left(shop: Shop) -> None:
    intent = shop.sell()

    first = shop.refund(intent, amount=1000, reason="requested_by_customer", metadata={"refund": "1"})
    rest = shop.v1.refunds.create({"charge": intent["latest_charge"]})

    charge = shop.v1.charges.retrieve(intent["latest_charge"])
    assert (first.status, first.amount, rest.amount) == ("succeeded", 1000, 1500)
    assert (charge.amount_refunded, charge.refunded) == (2500, True)
    assert [one.id for one in shop.v1.refunds.list({"payment_intent": intent["id"]}).data] == [rest.id, first.id]
    assert shop.net() == KEPT - 2500
    assert kinds(shop)[5:] == ["refund.created", "charge.refunded"] * 2


def test_refund_of_more_than_is_left_is_refused(shop: Shop) -> None:
    intent = shop.sell()
    shop.refund(intent, amount=2000)

    with pytest.raises(InvalidRequestError, match="greater than unrefunded amount"):
        shop.refund(intent, amount=501)

    assert shop.net() == KEPT - 2000


def test_refund_of_what_is_refunded_or_never_paid_is_refused(shop: Shop) -> None:
    whole, tried = shop.sell(), shop.stripe.pay(shop.open().id, card=double.DECLINED)["payment_intent"]
    shop.refund(whole)

    with pytest.raises(InvalidRequestError) as again:
        shop.refund(whole)
    with pytest.raises(InvalidRequestError, match="does not have a successful charge"):
        shop.refund(tried)
    with pytest.raises(InvalidRequestError) as nothing:
        shop.v1.refunds.create({})

    assert again.value.code == "charge_already_refunded"
    assert nothing.value.code == "parameter_missing"


def test_refund_fails_later_and_the_money_is_ours_again(shop: Shop) -> None:
    intent = shop.sell(card=double.REFUND_FAILS)
    refund = shop.refund(intent)

    shop.stripe.advance(10)

    failed, charge = shop.v1.refunds.retrieve(refund.id), shop.v1.charges.retrieve(intent["latest_charge"])
    assert (refund.status, failed.status, failed.failure_reason) == (
        "succeeded",
        "failed",
        "expired_or_canceled_card",
    )
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    assert shop.net() == KEPT
    assert kinds(shop)[-2:] == ["refund.failed", "charge.refund.updated"]


def test_refund_waits_then_succeeds(shop: Shop) -> None:
    refund = shop.refund(shop.sell(card=double.REFUND_WAITS))

    shop.stripe.advance(10)

    assert (refund.status, shop.v1.refunds.retrieve(refund.id).status) == ("pending", "succeeded")
    assert kinds(shop)[-2:] == ["refund.updated", "charge.refund.updated"]


def test_only_a_refund_that_waits_can_be_canceled(shop: Shop) -> None:
    waits, done = shop.refund(shop.sell(card=double.REFUND_WAITS)), shop.refund(shop.sell())

    canceled = shop.v1.refunds.cancel(waits.id)
    with pytest.raises(InvalidRequestError, match="status of succeeded"):
        shop.v1.refunds.cancel(done.id)

    assert canceled.status == "canceled"
    assert shop.net() == 2 * KEPT - 2500


def test_metadata_of_a_refund_can_be_changed(shop: Shop) -> None:
    refund = shop.refund(shop.sell(), metadata={"a": "1", "b": "2"})

    changed = shop.v1.refunds.update(refund.id, {"metadata": {"a": "", "c": "3"}})

    assert changed.metadata is not None
    assert dict(changed.metadata.to_dict()) == {"b": "2", "c": "3"}


@pytest.mark.parametrize(
    ("card", "reason"), [(double.DISPUTED, "fraudulent"), (double.NOT_RECEIVED, "product_not_received")]
)
def test_disputed_card_is_disputed_soon_after(shop: Shop, card: str, reason: str) -> None:
    intent = shop.sell(card=card)

    shop.stripe.advance(10)

    found = shop.v1.disputes.list({"payment_intent": intent["id"]}).data
    assert [(one.reason, one.status, one.amount) for one in found] == [(reason, "needs_response", 2500)]
    assert shop.v1.charges.retrieve(intent["latest_charge"]).disputed is True
    assert shop.net() == KEPT - 2500 - 1500
    assert kinds(shop)[-2:] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


def test_inquiry_takes_nothing_and_can_be_refunded(shop: Shop) -> None:
    intent = shop.sell(card=double.INQUIRY)
    shop.stripe.advance(10)
    before = shop.net()

    shop.refund(intent, amount=100)

    [dispute] = shop.v1.disputes.list({"charge": intent["latest_charge"]}).data
    assert (dispute.status, dispute.is_charge_refundable, dispute.balance_transactions) == (
        "warning_needs_response",
        True,
        [],
    )
    assert (before, shop.net()) == (KEPT, KEPT - 100)


def test_disputed_charge_cannot_be_refunded(shop: Shop) -> None:
    intent = shop.sell()
    shop.stripe.dispute(intent["latest_charge"])

    with pytest.raises(InvalidRequestError) as refused:
        shop.refund(intent)

    assert refused.value.code == "charge_disputed"


@pytest.mark.parametrize(
    ("words", "status", "net"), [("winning_evidence", "won", KEPT - 1500), ("losing_evidence", "lost", KEPT - 4000)]
)
def test_evidence_with_stripes_magic_words_decides(shop: Shop, words: str, status: str, net: int) -> None:
    dispute = shop.stripe.dispute(shop.sell()["latest_charge"])

    closed = shop.v1.disputes.update(dispute["id"], {"evidence": {"uncategorized_text": words}})

    assert (closed.status, closed.evidence_details.submission_count) == (status, 1)
    assert shop.net() == net
    assert ("charge.dispute.funds_reinstated" in kinds(shop)) is (status == "won")


def test_evidence_that_is_only_kept_decides_nothing(shop: Shop) -> None:
    dispute = shop.stripe.dispute(shop.sell()["latest_charge"])

    kept = shop.v1.disputes.update(
        dispute["id"], {"evidence": {"uncategorized_text": "winning_evidence"}, "submit": False}
    )
    handed_in = shop.v1.disputes.update(dispute["id"], {"evidence": {"customer_name": "Ben"}, "submit": True})

    assert (kept.status, kept.evidence_details.has_evidence) == ("needs_response", True)
    assert handed_in.status == "won"


def test_giving_in_loses_and_ends_it(shop: Shop) -> None:
    dispute = shop.stripe.dispute(shop.sell()["latest_charge"])

    lost = shop.v1.disputes.close(dispute["id"])
    with pytest.raises(InvalidRequestError, match="already closed"):
        shop.v1.disputes.close(dispute["id"])

    assert lost.status == "lost"
    assert kinds(shop).count("charge.dispute.closed") == 1


def test_bank_decides_an_inquiry(shop: Shop) -> None:
    calm, angry = (shop.stripe.dispute(shop.sell()["latest_charge"], reason="inquiry") for _each in range(2))

    closed = shop.stripe.decide(calm["id"], won=True)
    lost = shop.stripe.decide(angry["id"], won=False)

    assert (closed["status"], lost["status"]) == ("warning_closed", "lost")
    assert shop.net() == 2 * KEPT - 4000


def test_balance_is_pending_for_two_days(shop: Shop) -> None:
    shop.sell()
    shop.sell(card=double.AVAILABLE_AT_ONCE)
    shop.sell(currency="jpy", minor=1000)
    before = shop.v1.balance.retrieve()

    shop.stripe.advance(2 * 86_400)

    after = shop.v1.balance.retrieve()
    assert {one.currency: one.amount for one in before.available} == {"usd": KEPT, "jpy": 0}
    assert {one.currency: one.amount for one in before.pending} == {"usd": KEPT, "jpy": 941}
    assert {one.currency: one.amount for one in after.available} == {"usd": 2 * KEPT, "jpy": 941}
    assert {one.amount for one in after.pending} == {0}


def test_balance_transactions_are_found_by_source_type_and_currency(shop: Shop) -> None:
    intent = shop.sell()
    refund = shop.refund(intent)
    shop.sell(currency="eur")

    of_charge = shop.v1.balance_transactions.list({"source": intent["latest_charge"]})
    refunds = shop.v1.balance_transactions.list({"type": "refund", "expand": ["data.source"]})
    euros = shop.v1.balance_transactions.list({"currency": "eur"})

    assert [one.reporting_category for one in of_charge.data] == ["charge"]
    assert [one.source.id for one in refunds.data] == [refund.id]  # type: ignore[union-attr]
    assert len(euros.data) == 1
