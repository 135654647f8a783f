"""Disputes as programs answer them."""

from typing import Any

from market.payments.sandbox.api.finding import need
from market.payments.sandbox.api.listing import list_kept
from market.payments.sandbox.api.refunds import change_metadata
from market.payments.sandbox.payments.disputing import close_dispute, submit_evidence

KIND = "dispute"


def retrieve(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One dispute."""
    return need(KIND, key, param="dispute").body


def list_all(given: dict[str, Any]) -> dict[str, Any]:
    """Disputes, newest first."""
    same = {name: given.get(name) for name in ("charge", "payment_intent")}
    return list_kept(KIND, given, url="/v1/disputes", same=same)


def update(given: dict[str, Any], key: str) -> dict[str, Any]:
    """Note evidence; it is handed in unless `submit` is false."""
    dispute = need(KIND, key, param="dispute")
    change_metadata(dispute, given)
    submit_evidence(dispute, given.get("evidence", {}), submit=given.get("submit", True))
    return dispute.body


def close(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """Give in."""
    dispute = need(KIND, key, param="dispute")
    close_dispute(dispute, won=False)
    return dispute.body
