"""The account's money: how much there is, and each movement of it."""

from typing import Any

from market.payments.sandbox import store
from market.payments.sandbox.api.finding import need
from market.payments.sandbox.api.listing import list_kept

KIND = "balance_transaction"


def retrieve(_given: dict[str, Any]) -> dict[str, Any]:
    """What is there by currency, available and pending. Money stays in the currency that it came in."""
    sums: dict[str, dict[str, int]] = {"usd": {}}
    for currency, status, net in store.store().rows(
        "SELECT json_extract(body, '$.currency'), json_extract(body, '$.status'), sum(json_extract(body, '$.net')) "
        "FROM objects WHERE kind = ? GROUP BY 1, 2",
        KIND,
    ):
        sums.setdefault(currency, {})[status] = net
    return {
        "object": "balance",
        "available": [_figure(currency, found.get("available", 0)) for currency, found in sorted(sums.items())],
        "connect_reserved": [{"amount": 0, "currency": currency} for currency in sorted(sums)],
        "livemode": False,
        "pending": [_figure(currency, found.get("pending", 0)) for currency, found in sorted(sums.items())],
    }


def retrieve_transaction(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One movement."""
    return need(KIND, key).body


def list_transactions(given: dict[str, Any]) -> dict[str, Any]:
    """Movements, newest first."""
    same = {name: given.get(name) for name in ("currency", "source", "type")}
    return list_kept(KIND, given, url="/v1/balance_transactions", same=same)


def _figure(currency: str, amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": currency, "source_types": {"card": amount}}
