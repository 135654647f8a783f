"""The timeline of an order: what happened to it, and what it waits for."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.orders.models import Order, OrderStep
from project.base import money

STEPS: dict[str, str | Promise] = {
    "placed": _("Order placed"),
    "payment_opening": _("Asking the payment provider for a page"),
    "payment_open": _("Payment page opened"),
    "payment_action": _("Your bank asks you to confirm"),
    "payment_declined": _("Payment declined: %(why)s"),
    "payment_processing": _("Your bank is sending the money"),
    "payment_failed": _("The payment did not come: %(why)s"),
    "paid": _("Paid: %(amount)s"),
    "taken": _("Taken for free"),
    "granted": _("Ready to read and download"),
    "late": _("The payment came after the order had ended"),
    "kept_again": _("It was still there: the order goes on"),
    "not_what_was_asked": _("Another amount came than was asked for: nothing is delivered, and it goes back"),
    "refund_asked": _("Refund of %(amount)s asked for"),
    "refund_sent": _("Refund of %(amount)s on its way to the buyer's bank"),
    "refunded": _("%(amount)s refunded"),
    "refund_failed": _("The refund of %(amount)s came back"),
    "dispute_inquiry": _("The buyer's bank asks about this payment"),
    "dispute_opened": _("The buyer's bank took %(amount)s back; it is being decided who was right"),
    "dispute_won": _("The bank decided for the seller: %(amount)s came back"),
    "dispute_lost": _("The bank decided for the buyer"),
    "dispute_closed": _("The bank's question is answered"),
    "released": _("%(seller)s's part is available"),
    "cancelled": _("Cancelled"),
    "expired": _("Expired: it was not paid in time"),
}


def note_step(*, order: Order, kind: str, facts: dict[str, Any] | None = None, now: datetime) -> OrderStep:
    """Add a line to the timeline. `KeyError` for a kind that has no words: a bug."""
    STEPS[kind]
    return OrderStep.objects.create(order=order, kind=kind, facts=facts or {}, at=now)


def words_of(step: OrderStep, currency: str) -> str:
    """A step as a sentence in the reader's language; a fact that it lacks is left out."""
    facts = _Facts(step.facts)
    amount = facts.get("amount_minor")
    if isinstance(amount, int):
        facts["amount"] = money.written(amount, facts.get("currency") or currency)
    return str(STEPS.get(step.kind, step.kind)) % facts


class _Facts(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return ""
