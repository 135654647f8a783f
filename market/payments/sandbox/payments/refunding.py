"""Refunds: money that goes back, and sometimes comes back from there."""

from typing import Any

from market.payments.sandbox import cards, currencies, moments, store
from market.payments.sandbox.delivery.announcing import announce
from market.payments.sandbox.errors import StripeError
from market.payments.sandbox.moods import moods
from market.payments.sandbox.objects.back import new_refund
from market.payments.sandbox.payments.booking import book
from market.payments.sandbox.store import Kept


def refund_charge(charge: Kept, given: dict[str, Any]) -> Kept:
    """Give back `given["amount"]` or all that is left; refused where there is less or a dispute."""
    amount = _amount(charge.body, given.get("amount"))
    later = cards.find_card(charge.hidden["card"]).refund
    body = new_refund(charge.body, given, amount=amount, status="pending" if later == "succeeded" else "succeeded")
    kind = "payment_refund" if charge.id.startswith("py_") else "refund"
    words = f"REFUND FOR {charge.body['description'] or 'CHARGE'}"
    body["balance_transaction"] = book(body, amount=-amount, kind=kind, category="refund", description=words)["id"]
    due_at = moments.now() + moods().later_seconds if later else None
    refund = store.add(body, hidden={"then": later}, due_at=due_at)
    before = _count(charge, amount)
    charge.body["refunds"]["data"].insert(0, body)
    store.keep(charge)
    announce("refund.created", body)
    announce("charge.refunded", charge.body, before=before)
    return refund


def settle_refund(refund: Kept) -> None:
    """What its bank says of it later."""
    refund.due_at = None
    if refund.hidden["then"] == "failed":
        take_back(refund, status="failed")
        return
    refund.body["status"] = "succeeded"
    _keep(refund)
    announce("refund.updated", refund.body, before={"status": "pending"})
    announce("charge.refund.updated", refund.body, before={"status": "pending"})


def take_back(refund: Kept, *, status: str) -> None:
    """A refund that came to nothing: the money is ours again."""
    before = {"status": refund.body["status"]}
    moved = book(refund.body, amount=refund.body["amount"], kind="refund_failure", category="refund_failure")
    refund.body |= {"status": status, "failure_balance_transaction": moved["id"]}
    if status == "failed":
        refund.body["failure_reason"] = "expired_or_canceled_card"
    refund.due_at = None
    charge = store.find(refund.body["charge"])
    assert charge is not None  # noqa: S101 - refunds name what is kept
    _count(charge, -refund.body["amount"])
    store.keep(charge)
    _keep(refund)
    announce("refund.failed" if status == "failed" else "refund.updated", refund.body, before=before)
    announce("charge.refund.updated", refund.body, before=before)


def _keep(refund: Kept) -> None:
    store.keep(refund)
    charge = store.find(refund.body["charge"])
    assert charge is not None  # noqa: S101 - refunds name what is kept
    listed = charge.body["refunds"]
    listed["data"] = [refund.body if one["id"] == refund.id else one for one in listed["data"]]
    store.keep(charge)


def _count(charge: Kept, amount: int) -> dict[str, Any]:
    before = {name: charge.body[name] for name in ("amount_refunded", "refunded")}
    charge.body["amount_refunded"] += amount
    charge.body["refunded"] = charge.body["amount_refunded"] == charge.body["amount"]
    return before


def _amount(charge: dict[str, Any], wanted: int | None) -> int:
    left = charge["amount"] - charge["amount_refunded"]
    if charge["status"] != "succeeded":
        raise StripeError(f"Charge {charge['id']} has not succeeded; cannot issue a refund.", param="charge")
    if charge["disputed"] and any(not one.body["is_charge_refundable"] for one in disputes_of(charge)):
        raise StripeError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    if left == 0:
        raise StripeError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if wanted is not None and wanted > left:
        told, rest = (currencies.in_words(one, charge["currency"]) for one in (wanted, left))
        raise StripeError(
            f"Refund amount ({told}) is greater than unrefunded amount on charge ({rest})", param="amount"
        )
    return left if wanted is None else wanted


def disputes_of(charge: dict[str, Any]) -> list[Kept]:
    """The disputes of a charge."""
    return store.of_kind("dispute", charge=charge["id"])
