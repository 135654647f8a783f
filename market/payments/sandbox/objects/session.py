"""Checkout sessions and their line items."""

from copy import deepcopy
from typing import Any

from market.payments.sandbox import moments
from market.payments.sandbox.store import new_id

# What every session begins with.
BEGINNING: dict[str, Any] = {
    "object": "checkout.session",
    "adaptive_pricing": {"enabled": False},
    "after_expiration": None,
    "allow_promotion_codes": None,
    "client_secret": None,
    "collected_information": None,
    "consent": None,
    "consent_collection": None,
    "currency_conversion": None,
    "custom_fields": [],
    "custom_text": {
        "after_submit": None,
        "shipping_address": None,
        "submit": None,
        "terms_of_service_acceptance": None,
    },
    "customer": None,
    "customer_account": None,
    "customer_details": None,
    "discounts": [],
    "integration_identifier": None,
    "invoice": None,
    "invoice_creation": None,
    "livemode": False,
    "managed_payments": None,
    "mode": "payment",
    "origin_context": None,
    "payment_intent": None,
    "payment_link": None,
    "payment_method_collection": "if_required",
    "payment_method_configuration_details": None,
    "payment_method_options": {},
    "payment_status": "unpaid",
    "permissions": None,
    "phone_number_collection": {"enabled": False},
    "recovered_from": None,
    "saved_payment_method_options": None,
    "setup_intent": None,
    "shipping_address_collection": None,
    "shipping_cost": None,
    "shipping_options": [],
    "status": "open",
    "subscription": None,
    "wallet_options": None,
}


def new_session(given: dict[str, Any], *, items: list[dict[str, Any]], currency: str, site: str) -> dict[str, Any]:
    """An open session for these parameters."""
    key = new_id("cs_test", length=58)
    total = sum(item["amount_total"] for item in items)
    tax = given.get("automatic_tax", {}).get("enabled", False)
    return {
        **deepcopy(BEGINNING),
        "id": key,
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {
            "enabled": tax,
            "liability": {"type": "self"} if tax else None,
            "provider": "stripe" if tax else None,
            "status": "complete" if tax else None,
        },
        "billing_address_collection": given.get("billing_address_collection"),
        "cancel_url": given.get("cancel_url"),
        "client_reference_id": given.get("client_reference_id"),
        "created": moments.now(),
        "currency": currency,
        "customer_creation": given.get("customer_creation", "if_required"),
        "customer_email": given.get("customer_email"),
        "expires_at": given.get("expires_at", moments.now() + 86_400),
        "locale": given.get("locale"),
        "metadata": given.get("metadata", {}),
        "payment_method_types": ["card", "us_bank_account"],
        "submit_type": given.get("submit_type"),
        "success_url": given.get("success_url"),
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": given.get("ui_mode", "hosted_page"),
        "url": f"{site}/c/pay/{key}",
    }


def new_item(given: dict[str, Any]) -> dict[str, Any]:
    """A line of a session."""
    price, quantity = given["price_data"], given.get("quantity", 1)
    amount = price["unit_amount"] * quantity
    product = price.get("product") or new_id("prod", length=14)
    return {
        "id": new_id("li"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": price.get("product_data", {}).get("name", product),
        "metadata": given.get("metadata", {}),
        "price": _new_price(price, product),
        "quantity": quantity,
    }


def _new_price(given: dict[str, Any], product: str) -> dict[str, Any]:
    return {
        "id": new_id("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": moments.now(),
        "currency": given["currency"],
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": product,
        "recurring": None,
        "tax_behavior": given.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": given["unit_amount"],
        "unit_amount_decimal": str(given["unit_amount"]),
    }
