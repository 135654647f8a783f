"""Payment intents and the methods that pay them."""

from copy import deepcopy
from typing import Any

from market.payments.sandbox import moments
from market.payments.sandbox.cards import Card
from market.payments.sandbox.store import new_id

ADDRESS = {"city": None, "country": None, "line1": None, "line2": None, "postal_code": None, "state": None}

# What every intent begins with.
BEGINNING: dict[str, Any] = {
    "object": "payment_intent",
    "amount_capturable": 0,
    "amount_details": {"tip": {}},
    "amount_received": 0,
    "application": None,
    "application_fee_amount": None,
    "automatic_payment_methods": None,
    "canceled_at": None,
    "cancellation_reason": None,
    "capture_method": "automatic_async",
    "confirmation_method": "automatic",
    "customer": None,
    "customer_account": None,
    "excluded_payment_method_types": None,
    "last_payment_error": None,
    "latest_charge": None,
    "livemode": False,
    "managed_payments": None,
    "next_action": None,
    "on_behalf_of": None,
    "payment_method": None,
    "payment_method_configuration_details": None,
    "payment_method_options": {},
    "processing": None,
    "review": None,
    "setup_future_usage": None,
    "shipping": None,
    "source": None,
    "status": "requires_payment_method",
    "transfer_data": None,
}


def new_intent(session: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What a session opens when somebody first tries to pay; `given` is its `payment_intent_data`."""
    key = new_id("pi")
    return {
        **deepcopy(BEGINNING),
        "id": key,
        "amount": session["amount_total"],
        "client_secret": f"{key}_secret_{new_id('', length=25)[1:]}",
        "created": moments.now(),
        "currency": session["currency"],
        "description": given.get("description"),
        "metadata": given.get("metadata", {}),
        "payment_method_types": session["payment_method_types"],
        "receipt_email": given.get("receipt_email"),
        "statement_descriptor": given.get("statement_descriptor"),
        "statement_descriptor_suffix": given.get("statement_descriptor_suffix"),
        "transfer_group": given.get("transfer_group"),
    }


def billing(*, email: str | None, name: str | None) -> dict[str, Any]:
    """Who pays, as far as the hosted page asks."""
    return {"address": dict(ADDRESS), "email": email, "name": name, "phone": None, "tax_id": None}


def new_method(card: Card, *, email: str | None, name: str | None) -> dict[str, Any]:
    """A card or a bank account that somebody typed in."""
    kind = "us_bank_account" if card.bank else "card"
    return {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": billing(email=email, name=name),
        "created": moments.now(),
        "customer": None,
        "customer_account": None,
        "livemode": False,
        "metadata": {},
        "type": kind,
        kind: _bank(card) if card.bank else _card(card),
    }


def _bank(card: Card) -> dict[str, Any]:
    return {
        "account_holder_type": "individual",
        "account_type": "checking",
        "bank_name": "STRIPE TEST BANK",
        "financial_connections_account": None,
        "fingerprint": fingerprint(card),
        "last4": card.last4,
        "networks": {"preferred": "ach", "supported": ["ach"]},
        "routing_number": "110000000",
        "status_details": {},
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": card.country,
        "display_brand": card.brand,
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": fingerprint(card),
        "funding": "credit",
        "generated_from": None,
        "last4": card.last4,
        "networks": {"available": [card.brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def fingerprint(card: Card) -> str:
    """The same for the same number."""
    return f"sandbox{card.last4}{card.number[:5]}"
