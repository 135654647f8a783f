"""Charges: one for each try that reached the bank."""

from copy import deepcopy
from typing import Any

from market.payments.sandbox import moments
from market.payments.sandbox.cards import Card
from market.payments.sandbox.objects.intent import fingerprint
from market.payments.sandbox.store import new_id

DESCRIPTOR = "STRIPE SANDBOX"

# What every charge begins with.
BEGINNING: dict[str, Any] = {
    "object": "charge",
    "amount_captured": 0,
    "amount_refunded": 0,
    "application": None,
    "application_fee": None,
    "application_fee_amount": None,
    "balance_transaction": None,
    "calculated_statement_descriptor": DESCRIPTOR,
    "captured": False,
    "customer": None,
    "disputed": False,
    "failure_balance_transaction": None,
    "failure_code": None,
    "failure_message": None,
    "fraud_details": {},
    "livemode": False,
    "on_behalf_of": None,
    "outcome": None,
    "paid": False,
    "receipt_number": None,
    "refunded": False,
    "review": None,
    "shipping": None,
    "source": None,
    "source_transfer": None,
    "status": "pending",
    "transfer_data": None,
}


def new_charge(intent: dict[str, Any], method: dict[str, Any], card: Card, *, site: str) -> dict[str, Any]:
    """A charge that is pending still: whoever makes it says how it ends."""
    key = new_id("py" if card.bank else "ch")
    return {
        **deepcopy(BEGINNING),
        "id": key,
        "amount": intent["amount"],
        "billing_details": method["billing_details"],
        "created": moments.now(),
        "currency": intent["currency"],
        "description": intent["description"],
        "metadata": dict(intent["metadata"]),
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": _bank_details(card) if card.bank else _card_details(card, intent["amount"]),
        "receipt_email": intent["receipt_email"],
        "receipt_url": f"{site}/receipts/{key}",
        "refunds": {"data": [], "has_more": False, "object": "list", "url": f"/v1/charges/{key}/refunds"},
        "statement_descriptor": intent["statement_descriptor"],
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "transfer_group": intent["transfer_group"],
    }


def outcome(card: Card | None = None) -> dict[str, Any]:
    """How the bank took it; with a card, why it did not."""
    told: dict[str, Any] = {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "approved_by_network",
        "reason": None,
        "seller_message": "Payment complete.",
        "type": "authorized",
    }
    if card is None or card.decline is None:
        return told
    return told | {
        "network_decline_code": "01",
        "advice_code": "try_again_later",
        "network_status": "declined_by_network",
        "reason": card.decline[1],
        "seller_message": "The bank did not return any further details with this decline.",
        "type": "issuer_declined",
    }


def _bank_details(card: Card) -> dict[str, Any]:
    return {
        "type": "us_bank_account",
        "us_bank_account": {
            "account_holder_type": "individual",
            "account_type": "checking",
            "bank_name": "STRIPE TEST BANK",
            "fingerprint": fingerprint(card),
            "last4": card.last4,
            "routing_number": "110000000",
        },
    }


def _card_details(card: Card, amount: int) -> dict[str, Any]:
    return {
        "type": "card",
        "card": {
            "amount_authorized": amount,
            "authorization_code": None,
            "brand": card.brand,
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
            "country": card.country,
            "exp_month": 12,
            "exp_year": 2034,
            "extended_authorization": {"status": "disabled"},
            "fingerprint": fingerprint(card),
            "funding": "credit",
            "incremental_authorization": {"status": "unavailable"},
            "installments": None,
            "last4": card.last4,
            "mandate": None,
            "multicapture": {"status": "unavailable"},
            "network": card.brand,
            "network_token": {"used": False},
            "network_transaction_id": None,
            "overcapture": {"maximum_amount_capturable": amount, "status": "unavailable"},
            "regulated_status": "unregulated",
            "three_d_secure": None,
            "transaction_link_id": None,
            "wallet": None,
        },
    }
