"""Payment intents and charges: they begin on the hosted page, programs look at them."""

from typing import Any

from market.payments.sandbox import store
from market.payments.sandbox.api.finding import need
from market.payments.sandbox.api.listing import list_kept
from market.payments.sandbox.errors import StripeError
from market.payments.sandbox.payments.ending import cancel_intent

INTENT, CHARGE = "payment_intent", "charge"
CANCELABLE = ("requires_payment_method", "requires_capture", "requires_confirmation", "requires_action")


def retrieve(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One payment intent."""
    return need(INTENT, key, param="intent").body


def list_all(given: dict[str, Any]) -> dict[str, Any]:
    """Payment intents, newest first."""
    return list_kept(INTENT, given, url="/v1/payment_intents", same={})


def cancel(given: dict[str, Any], key: str) -> dict[str, Any]:
    """Give one up; an open session's is given up with its session."""
    intent = need(INTENT, key, param="intent")
    session = store.find(intent.hidden["session"])
    if session is not None and session.body["status"] == "open":
        raise StripeError(
            "You cannot cancel this PaymentIntent because it was created by a Checkout Session: expire the Checkout "
            "Session instead.",
            code="payment_intent_unexpected_state",
        )
    if intent.body["status"] not in CANCELABLE:
        raise StripeError(
            f"You cannot cancel this PaymentIntent because it has a status of {intent.body['status']}. Only a "
            f"PaymentIntent with one of the following statuses may be canceled: {', '.join(CANCELABLE)}.",
            code="payment_intent_unexpected_state",
            payment_intent=intent.body,
        )
    cancel_intent(intent, reason=given.get("cancellation_reason"))
    return intent.body


def retrieve_charge(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One charge."""
    return need(CHARGE, key, param="charge").body


def list_charges(given: dict[str, Any]) -> dict[str, Any]:
    """Charges, newest first."""
    same = {name: given.get(name) for name in ("payment_intent", "transfer_group")}
    return list_kept(CHARGE, given, url="/v1/charges", same=same)


def retrieve_method(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """What was paid with."""
    return need("payment_method", key, param="payment_method").body
