"""Disputes: opened by a bank, answered with evidence, won or lost."""

from typing import Any

from market.payments.sandbox import currencies, store
from market.payments.sandbox.delivery.announcing import announce
from market.payments.sandbox.errors import StripeError
from market.payments.sandbox.objects.back import new_dispute
from market.payments.sandbox.payments.booking import book
from market.payments.sandbox.store import Kept

OPEN = frozenset({"warning_needs_response", "warning_under_review", "needs_response", "under_review"})
WORDS = {"winning_evidence": True, "losing_evidence": False}


def open_dispute(charge: Kept, *, reason: str) -> Kept:
    """A bank asks for the money back; `inquiry` only asks. Refused where one is open or nothing is left."""
    if charge.body["disputed"] or charge.body["status"] != "succeeded" or charge.body["refunded"]:
        raise StripeError(f"Charge {charge.id} cannot be disputed.", param="charge")
    inquiry = reason == "inquiry"
    dispute = store.add(new_dispute(charge.body, reason="general" if inquiry else reason, inquiry=inquiry))
    charge.body["disputed"] = True
    store.keep(charge)
    announce("charge.dispute.created", dispute.body)
    if not inquiry:
        withdraw(dispute)
    return dispute


def withdraw(dispute: Kept) -> None:
    """The bank takes the amount, and Stripe its fee."""
    fee = currencies.DISPUTE_FEE
    _move(dispute, -dispute.body["amount"], "dispute", f"Chargeback withdrawal for {dispute.body['charge']}", fee=fee)
    store.keep(dispute)
    announce("charge.dispute.funds_withdrawn", dispute.body)


def submit_evidence(dispute: Kept, evidence: dict[str, Any], *, submit: bool) -> None:
    """Note evidence, and hand it in unless it is only kept; Stripe's magic words decide at once."""
    if dispute.body["status"] not in OPEN:
        raise StripeError("This dispute is already closed and can no longer be updated.", param="dispute")
    before = {"status": dispute.body["status"]}
    dispute.body["evidence"] |= evidence
    details = dispute.body["evidence_details"]
    details["has_evidence"] = details["has_evidence"] or bool(evidence)
    if submit and evidence:
        details["submission_count"] += 1
        dispute.body["status"] = _reviewed(dispute.body["status"])
    store.keep(dispute)
    announce("charge.dispute.updated", dispute.body, before=before)
    won = WORDS.get(dispute.body["evidence"]["uncategorized_text"] or "")
    if submit and won is not None:
        close_dispute(dispute, won=won)


def close_dispute(dispute: Kept, *, won: bool) -> None:
    """The bank has decided. An inquiry just closes; what was won comes back, without the fee."""
    if dispute.body["status"] not in OPEN:
        raise StripeError("This dispute is already closed.", param="dispute")
    before = {"status": dispute.body["status"]}
    inquiry = dispute.body["status"].startswith("warning_")
    dispute.body["status"] = "won" if won else "lost"
    if inquiry and won:
        dispute.body["status"] = "warning_closed"
        _release(dispute)
    if inquiry and not won:
        # Conceding an inquiry is answered by a chargeback: only then does the money go.
        dispute.body["is_charge_refundable"] = False
        withdraw(dispute)
    if won and not inquiry:
        words = f"Chargeback reversal for {dispute.body['charge']}"
        _move(dispute, dispute.body["amount"], "dispute_reversal", words)
    store.keep(dispute)
    announce("charge.dispute.closed", dispute.body, before=before)
    if won and not inquiry:
        announce("charge.dispute.funds_reinstated", dispute.body)


def _release(dispute: Kept) -> None:
    charge = store.find(dispute.body["charge"])
    assert charge is not None  # noqa: S101 - disputes name what is kept
    charge.body["disputed"] = False
    store.keep(charge)


def _move(dispute: Kept, amount: int, category: str, words: str, *, fee: int = 0) -> None:
    moved = book(dispute.body, amount=amount, kind="adjustment", category=category, description=words, fee=fee)
    dispute.body["balance_transactions"].append(moved)


def _reviewed(status: str) -> str:
    return "warning_under_review" if status.startswith("warning_") else "under_review"
