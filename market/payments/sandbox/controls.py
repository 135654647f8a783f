"""`/_sandbox/…`: how tests make the sandbox misbehave and look behind it. There only with STRIPE_SANDBOX_CONTROLS=1."""

import random
import time
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django.http import HttpRequest, JsonResponse

from market.payments.sandbox import moments, store, terms, wire
from market.payments.sandbox.cards import CardRefused
from market.payments.sandbox.delivery import postman
from market.payments.sandbox.environment import here
from market.payments.sandbox.errors import StripeError
from market.payments.sandbox.moods import calm_down, moods
from market.payments.sandbox.payments import paying
from market.payments.sandbox.payments.disputing import close_dispute, open_dispute
from market.payments.sandbox.payments.later import settle

type Told = dict[str, Any]
FOREVER = 1e12


def control(request: HttpRequest, name: str) -> JsonResponse:
    """POST a JSON object to the control of this name."""
    if name not in CONTROLS:
        return JsonResponse({"error": f"no control {name}"}, status=404)
    given: Told = wire.read(request.body or b"{}")
    try:
        return JsonResponse(CONTROLS[name](given))
    except (CardRefused, paying.SessionOver, StripeError) as error:
        return JsonResponse({"error": type(error).__name__, "message": str(error)}, status=409)


def reset(given: Told) -> Told:
    """Forget everything, behave again, and tell this address from now on."""
    store.store().empty()
    moments.set_ahead(0)
    calm_down(webhook_url=given.get("webhook_url") or here().webhook_url)
    return {}


def behave(given: Told) -> Told:
    """Set moods by name; `api_down` and `webhooks_down` are seconds from now, -1 until told."""
    for name in ("api_down", "webhooks_down"):
        if name in given:
            seconds = given.pop(name)
            setattr(moods(), f"{name}_until", FOREVER if seconds < 0 else time.time() + seconds)
    known = {field.name for field in fields(moods())}
    for name, value in given.items():
        if name not in known:
            return {"error": f"no mood {name}"}
        setattr(moods(), name, value)
    postman.wake()
    return {}


def pay(given: Told) -> Told:
    """Pay a session as its page would; `authenticate` answers the bank's question, None leaves it open."""
    site = here().url
    who = {"email": given.get("email", "ben@example.org"), "name": given.get("name", "Ben")}
    session = paying.pay_session(given["session"], number=given["card"], site=site, **who)
    answer = given.get("authenticate")
    if answer is not None and session.body["status"] == "open":
        session = paying.authenticate(session.id, passed=answer, site=site)
    intent = store.find(session.body["payment_intent"])
    return {"session": session.body, "payment_intent": intent.body if intent else None}


def authenticate(given: Told) -> Told:
    """Pass or fail the bank's question."""
    session = paying.authenticate(given["session"], passed=given["passed"], site=here().url)
    return {"session": session.body}


def dispute(given: Told) -> Told:
    """Open a dispute on a charge, or let an open one be `won` or lost."""
    with store.store().transaction():
        if "charge" in given:
            charge = store.find(given["charge"], kind="charge")
            return {"dispute": open_dispute(charge, reason=given["reason"]).body} if charge else {}
        found = store.find(given["dispute"], kind="dispute")
        if found is not None:
            close_dispute(found, won=given["won"])
        return {"dispute": found.body if found else None}


def clock(given: Told) -> Told:
    """Go `seconds` further, and let happen what is due then."""
    moments.set_ahead(moments.ahead() + given["seconds"])
    return {"happened": settle(), "now": moments.now()}


def release(given: Told) -> Told:
    """Deliver what is held, one after the other, in this order; then hold no more."""
    moods().webhooks_held = False
    waiting = [seq for (seq,) in store.store().rows("SELECT seq FROM deliveries WHERE state = 'held' ORDER BY seq")]
    order = given.get("order", "given")
    if order == "reversed":
        waiting.reverse()
    elif order == "random":
        random.Random(given.get("seed")).shuffle(waiting)  # noqa: S311 - an order, no secret
    answers = [postman.deliver(seq) for seq in waiting * int(given.get("copies", 1))]
    return {"statuses": [answer.status if answer else None for answer in answers]}


def resend(given: Told) -> Told:
    """Deliver an event once more, at once."""
    rows = store.store().rows("SELECT seq FROM deliveries WHERE event = ?", given["event"])
    answer = postman.deliver(rows[0][0]) if rows else None
    return {"status": answer.status if answer else None}


def forge(given: Told) -> Told:
    """Send an event that Stripe never sent, or that is signed with another secret or long ago."""
    event = given["event"]
    if isinstance(event, str):
        rows = store.store().rows("SELECT body FROM events WHERE id = ?", event)
        event = wire.read(rows[0][0])
    at = int(time.time()) - int(given.get("age", 0))
    secret = given.get("secret", terms.WEBHOOK_SECRET)
    answer = postman.send(given.get("url") or moods().webhook_url, event, secret=secret, at=at)
    return {"status": answer.status, "text": answer.text}


def events(_given: Told) -> Told:
    """Every event, oldest first."""
    return {"events": [wire.read(body) for (body,) in store.store().rows("SELECT body FROM events ORDER BY seq")]}


def deliveries(_given: Told) -> Told:
    """Every delivery, oldest first, with each answer it got."""
    rows = store.store().rows(
        "SELECT event, kind, endpoint, state, tries, answers FROM deliveries JOIN events ON events.id = event "
        "ORDER BY deliveries.seq"
    )
    names = ("event", "type", "endpoint", "state", "tries")
    return {"deliveries": [dict(zip(names, row, strict=False)) | {"answers": wire.read(row[5])} for row in rows]}


CONTROLS: dict[str, Callable[[Told], Told]] = {
    "reset": reset,
    "behave": behave,
    "pay": pay,
    "authenticate": authenticate,
    "dispute": dispute,
    "clock": clock,
    "release": release,
    "resend": resend,
    "forge": forge,
    "events": events,
    "deliveries": deliveries,
}
