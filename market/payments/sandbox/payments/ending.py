"""Sessions that end unpaid, and intents that are given up."""

from market.payments.sandbox import moments, store
from market.payments.sandbox.delivery.announcing import announce
from market.payments.sandbox.store import Kept


def expire_session(session: Kept) -> None:
    """Close an open session; what it began to pay is given up too."""
    session.body |= {"status": "expired", "url": None}
    session.due_at = None
    store.keep(session)
    intent = store.find(session.body["payment_intent"] or "")
    if intent is not None:
        cancel_intent(intent, reason="automatic")
    announce("checkout.session.expired", session.body)


def cancel_intent(intent: Kept, *, reason: str | None) -> None:
    """Give up an intent; a debit that is on its way fails."""
    intent.body |= {"status": "canceled", "canceled_at": moments.now(), "cancellation_reason": reason}
    intent.body |= {"next_action": None, "processing": None}
    intent.due_at = None
    store.keep(intent)
    announce("payment_intent.canceled", intent.body)
