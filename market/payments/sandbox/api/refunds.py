"""Refunds as programs make them."""

from typing import Any

from market.payments.sandbox import store
from market.payments.sandbox.api.finding import need
from market.payments.sandbox.api.listing import list_kept
from market.payments.sandbox.delivery.announcing import announce
from market.payments.sandbox.errors import StripeError, invalid, missing
from market.payments.sandbox.payments.refunding import refund_charge, take_back
from market.payments.sandbox.store import Kept

KIND = "refund"


def create(given: dict[str, Any]) -> dict[str, Any]:
    """Give money back, for a charge or for the charge of a payment intent."""
    return refund_charge(_charge(given), given).body


def retrieve(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One refund."""
    return need(KIND, key).body


def list_all(given: dict[str, Any]) -> dict[str, Any]:
    """Refunds, newest first."""
    same = {name: given.get(name) for name in ("charge", "payment_intent")}
    return list_kept(KIND, given, url="/v1/refunds", same=same)


def update(given: dict[str, Any], key: str) -> dict[str, Any]:
    """Change its metadata."""
    refund = need(KIND, key)
    before = {"metadata": dict(refund.body["metadata"])}
    change_metadata(refund, given)
    announce("refund.updated", refund.body, before=before)
    announce("charge.refund.updated", refund.body, before=before)
    return refund.body


def cancel(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """Stop one that waits still."""
    refund = need(KIND, key)
    if refund.body["status"] not in {"pending", "requires_action"}:
        raise StripeError(f"You cannot cancel this refund because it has a status of {refund.body['status']}.")
    take_back(refund, status="canceled")
    return refund.body


def change_metadata(kept: Kept, given: dict[str, Any]) -> None:
    """Set what is given, unset what is given empty."""
    changed = kept.body["metadata"] | given.get("metadata", {})
    kept.body["metadata"] = {name: value for name, value in changed.items() if value}
    store.keep(kept)


def _charge(given: dict[str, Any]) -> Kept:
    if "charge" not in given and "payment_intent" not in given:
        raise invalid(
            "One of the following params should be provided for this request: payment_intent or charge.",
            param="charge",
            code="parameter_missing",
        )
    if "charge" in given:
        return need("charge", given["charge"], param="charge")
    intent = store.find(given["payment_intent"], kind="payment_intent")
    if intent is None:
        raise missing("payment_intent", given["payment_intent"], param="payment_intent")
    if intent.body["status"] != "succeeded":
        raise StripeError(f"This PaymentIntent ({intent.id}) does not have a successful charge to refund.")
    return need("charge", intent.body["latest_charge"], param="charge")
