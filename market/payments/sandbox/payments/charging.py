"""A try to pay: it succeeds, is declined, or waits for a bank."""

from typing import Any

from market.payments.sandbox import cards, moments, store
from market.payments.sandbox.cards import Card
from market.payments.sandbox.delivery.announcing import announce
from market.payments.sandbox.moods import moods
from market.payments.sandbox.objects.charge import new_charge, outcome
from market.payments.sandbox.payments.booking import book_charge
from market.payments.sandbox.store import Kept


def try_card(intent: Kept, method: dict[str, Any], card: Card, *, site: str) -> None:
    """Ask the bank; the intent and a new charge say how it went."""
    charge = store.add(new_charge(intent.body, method, card, site=site), hidden={"card": card.number})
    intent.body |= {"latest_charge": charge.id, "next_action": None, "last_payment_error": None}
    intent.hidden["card"] = card.number
    if card.bank:
        _wait(intent, charge)
    elif card.decline:
        refuse(intent, charge, card, method)
    else:
        intent.body["payment_method"] = method["id"]
        succeed(intent, charge, card)


def succeed(intent: Kept, charge: Kept, card: Card) -> None:
    """The money has come. As at Stripe, the balance transaction is told a moment after the charge."""
    amount = charge.body["amount"]
    charge.body |= {"status": "succeeded", "paid": True, "captured": True, "amount_captured": amount}
    charge.body["outcome"] = outcome()
    if card.dispute:
        charge.due_at = moments.now() + moods().later_seconds
    announce("charge.succeeded", charge.body)
    intent.body |= {"status": "succeeded", "amount_received": amount, "processing": None}
    intent.due_at = None
    store.keep(intent)
    announce("payment_intent.succeeded", intent.body)
    charge.body["balance_transaction"] = book_charge(charge.body, at_once=card.at_once)["id"]
    store.keep(charge)
    announce("charge.updated", charge.body, before={"balance_transaction": None})


def refuse(intent: Kept, charge: Kept, card: Card, method: dict[str, Any]) -> None:
    """The bank said no: the intent can be tried again."""
    error = cards.card_error(card, charge=charge.id, method=method).error
    charge.body |= {"status": "failed", "failure_code": error["code"], "failure_message": error["message"]}
    charge.body["outcome"] = outcome(card)
    store.keep(charge)
    announce("charge.failed", charge.body)
    fail(intent, error)


def fail(intent: Kept, error: dict[str, Any]) -> None:
    """This try is over, and says why."""
    intent.body |= {"status": "requires_payment_method", "payment_method": None, "next_action": None}
    intent.body |= {"last_payment_error": error, "processing": None}
    intent.due_at = None
    store.keep(intent)
    announce("payment_intent.payment_failed", intent.body)


def _wait(intent: Kept, charge: Kept) -> None:
    store.keep(charge)
    intent.body |= {"status": "processing", "payment_method": charge.body["payment_method"]}
    intent.due_at = moments.now() + moods().later_seconds
    store.keep(intent)
    announce("payment_intent.processing", intent.body)
    announce("charge.pending", charge.body)
