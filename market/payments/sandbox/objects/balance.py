"""Balance transactions: every movement of the account's money."""

from typing import Any

from market.payments.sandbox import moments
from market.payments.sandbox.store import new_id

PENDING_SECONDS = 2 * 86_400


def new_transaction(
    *,
    amount: int,
    fee: int,
    currency: str,
    kind: str,
    category: str,
    source: str,
    description: str | None,
    at_once: bool = False,
) -> dict[str, Any]:
    """`kind` is Stripe's `type`, `category` its `reporting_category`; incoming money is pending for two days."""
    waits = amount > 0 and kind in {"charge", "payment"} and not at_once
    details = {"amount": fee, "application": None, "currency": currency, "type": "stripe_fee"}
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": moments.now() + (PENDING_SECONDS if waits else 0),
        "balance_type": "payments",
        "created": moments.now(),
        "currency": currency,
        "description": description,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [details | {"description": "Stripe processing fees"}] if fee else [],
        "net": amount - fee,
        "reporting_category": category,
        "source": source,
        "status": "pending" if waits else "available",
        "type": kind,
    }
