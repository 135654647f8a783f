"""Paying a session as a person does on the hosted page: try, authenticate, try again, done."""

from typing import Any

from market.payments.sandbox import store
from market.payments.sandbox.cards import Card, find_card
from market.payments.sandbox.delivery.announcing import announce
from market.payments.sandbox.objects.intent import new_intent, new_method
from market.payments.sandbox.payments.charging import fail, try_card
from market.payments.sandbox.store import Kept

AUTHENTICATION_FAILED = (
    "We are unable to authenticate your payment method. Please choose a different payment method and try again."
)


class SessionOver(Exception):
    """Nothing can be paid here any more; the argument is the session's status."""


def pay_session(key: str, *, number: str, email: str | None, name: str | None, site: str) -> Kept:
    """Try to pay; the session as it then is. Raises `SessionOver` and, before anything is tried, `CardRefused`."""
    card = find_card(number)
    with store.store().transaction():
        session = open_session(key)
        session.hidden["email"] = session.body["customer_email"] or email
        session.hidden["name"] = name
        intent = intent_of(session)
        method = new_method(card, email=session.hidden["email"], name=name)
        store.add(method)
        if card.asks:
            _ask(intent, method, card, site=site)
        else:
            try_card(intent, method, card, site=site)
        finish(session, intent)
        return session


def authenticate(key: str, *, passed: bool, site: str) -> Kept:
    """The answer of whoever was asked whether it is really them. Raises `SessionOver`."""
    with store.store().transaction():
        session = open_session(key)
        intent = intent_of(session)
        if intent.body["status"] != "requires_action":
            return session
        method = store.find(str(intent.body["payment_method"]))
        assert method is not None  # noqa: S101 - it was kept when the intent asked
        card = find_card(intent.hidden["card"])
        if passed:
            try_card(intent, method.body, card, site=site)
        else:
            fail(intent, _not_authenticated(method.body))
        finish(session, intent)
        return session


def open_session(key: str) -> Kept:
    """The session; raises `SessionOver` when it cannot be paid now, with "missing" where there is none."""
    session = store.find(key, kind="checkout.session")
    if session is None:
        raise SessionOver("missing")
    if session.body["status"] != "open":
        raise SessionOver(session.body["status"])
    return session


def intent_of(session: Kept) -> Kept:
    """The session's payment intent, which begins when somebody first tries to pay."""
    if key := session.body["payment_intent"]:
        found = store.find(key)
        assert found is not None  # noqa: S101 - sessions name what is kept
        return found
    intent = store.add(new_intent(session.body, session.hidden["intent"]), hidden={"session": session.id})
    session.body["payment_intent"] = intent.id
    announce("payment_intent.created", intent.body)
    return intent


def finish(session: Kept, intent: Kept) -> None:
    """Complete the session if its intent is paid or on the way."""
    status = intent.body["status"]
    if status in {"succeeded", "processing"}:
        session.body |= {"status": "complete", "url": None, "customer_details": _details(session)}
        session.body["payment_status"] = "paid" if status == "succeeded" else "unpaid"
        session.due_at = None
        announce("checkout.session.completed", session.body)
    store.keep(session)


def _ask(intent: Kept, method: dict[str, Any], card: Card, *, site: str) -> None:
    page = f"{site}/c/auth/{intent.hidden['session']}"
    intent.hidden["card"] = card.number
    intent.body |= {"status": "requires_action", "payment_method": method["id"], "last_payment_error": None}
    intent.body["next_action"] = {
        "type": "redirect_to_url",
        "redirect_to_url": {"return_url": f"{site}/c/pay/{intent.hidden['session']}", "url": page},
    }
    store.keep(intent)
    announce("payment_intent.requires_action", intent.body)


def _not_authenticated(method: dict[str, Any]) -> dict[str, Any]:
    code = "payment_intent_authentication_failure"
    return {"code": code, "message": AUTHENTICATION_FAILED, "payment_method": method, "type": "invalid_request_error"}


def _details(session: Kept) -> dict[str, Any]:
    address = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    return {
        "address": address,
        "business_name": None,
        "email": session.hidden["email"],
        "individual_name": None,
        "name": session.hidden["name"],
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }
