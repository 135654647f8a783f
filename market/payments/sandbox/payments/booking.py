"""Movements on the account: a balance transaction for each."""

from typing import Any

from market.payments.sandbox import currencies, store
from market.payments.sandbox.objects.balance import new_transaction


def book(source: dict[str, Any], *, amount: int, kind: str, category: str, **more: Any) -> dict[str, Any]:
    """Move `amount` (with its sign) because of an object; returns the balance transaction."""
    body = new_transaction(
        amount=amount,
        fee=more.get("fee", 0),
        currency=source["currency"],
        kind=kind,
        category=category,
        source=source["id"],
        description=more.get("description"),
        at_once=more.get("at_once", False),
    )
    store.add(body, due_at=body["available_on"] if body["status"] == "pending" else None)
    return body


def book_charge(charge: dict[str, Any], *, at_once: bool) -> dict[str, Any]:
    """What a charge brings, less the fee."""
    fee = currencies.fee_of(charge["amount"], charge["currency"])
    kind = "payment" if charge["id"].startswith("py_") else "charge"
    given = {"fee": fee, "description": charge["description"], "at_once": at_once}
    return book(charge, amount=charge["amount"], kind=kind, category="charge", **given)
