"""What happens by itself when its time has come."""

from collections.abc import Callable

from market.payments.sandbox import cards, moments, store
from market.payments.sandbox.delivery.announcing import announce
from market.payments.sandbox.payments.charging import fail, succeed
from market.payments.sandbox.payments.disputing import open_dispute
from market.payments.sandbox.payments.ending import expire_session
from market.payments.sandbox.payments.refunding import settle_refund
from market.payments.sandbox.store import Kept

DEBIT_FAILED = {
    "code": "payment_method_provider_decline",
    "message": "The customer's bank account could not be debited: insufficient funds.",
    "type": "card_error",
    "decline_code": "insufficient_funds",
}


def settle() -> int:
    """Let everything happen that is due; how much that was."""
    count = 0
    if not store.store().rows("SELECT 1 FROM objects WHERE due_at <= ? LIMIT 1", moments.now()):
        return 0
    with store.store().transaction():
        while waiting := store.due(moments.now()):
            for kept in waiting:
                HAPPENS[kept.body["object"]](kept)
                count += 1
    return count


def _dispute(charge: Kept) -> None:
    charge.due_at = None
    store.keep(charge)
    if not charge.body["refunded"] and not charge.body["disputed"]:
        open_dispute(charge, reason=cards.find_card(charge.hidden["card"]).dispute)


def _settle_debit(intent: Kept) -> None:
    intent.due_at = None
    card = cards.find_card(intent.hidden["card"])
    session, charge = store.find(intent.hidden["session"]), store.find(intent.body["latest_charge"])
    assert session is not None  # noqa: S101 - intents name what is kept
    assert charge is not None  # noqa: S101
    if card.fails_later:
        charge.body |= {"status": "failed", "failure_code": "insufficient_funds"}
        charge.body["failure_message"] = DEBIT_FAILED["message"]
        store.keep(charge)
        announce("charge.failed", charge.body)
        fail(intent, dict(DEBIT_FAILED))
        announce("checkout.session.async_payment_failed", session.body)
        return
    succeed(intent, charge, card)
    session.body["payment_status"] = "paid"
    store.keep(session)
    announce("checkout.session.async_payment_succeeded", session.body)


def _free(transaction: Kept) -> None:
    transaction.due_at = None
    transaction.body["status"] = "available"
    store.keep(transaction)


HAPPENS: dict[str, Callable[[Kept], None]] = {
    "checkout.session": expire_session,
    "payment_intent": _settle_debit,
    "charge": _dispute,
    "refund": settle_refund,
    "balance_transaction": _free,
}
