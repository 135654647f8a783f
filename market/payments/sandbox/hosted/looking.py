"""`/`: what is in the sandbox, for people who look around, with what a bank could do as buttons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from market.payments.sandbox import currencies, moments, store, wire
from market.payments.sandbox.delivery import postman
from market.payments.sandbox.errors import StripeError
from market.payments.sandbox.hosted.paying import leave
from market.payments.sandbox.moods import moods
from market.payments.sandbox.payments.disputing import OPEN, close_dispute, open_dispute
from market.payments.sandbox.payments.later import settle

MOST = 30
FORBIDDEN = 403


def look(request: HttpRequest) -> HttpResponse:
    """The newest payments, disputes and events."""
    settle()
    shown = {"payments": _payments(), "disputes": _disputes(), "events": _events(), "webhook_url": moods().webhook_url}
    return render(request, "look.html", shown)


@require_POST
def act(request: HttpRequest, deed: str, key: str) -> HttpResponse:
    """Do what a button says: `dispute` or `inquire` about a charge, `win` or `lose` a dispute, `resend` an event."""
    # No cookie protects these; a browser says itself when another site's page sends it here.
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return HttpResponse("This is done from the sandbox's own page only.", status=FORBIDDEN)
    try:
        with store.store().transaction():
            _do(deed, key)
    except StripeError as error:
        return HttpResponse(str(error), status=error.status)
    return leave("/")


def _do(deed: str, key: str) -> None:
    if deed == "resend":
        store.store().rows("UPDATE deliveries SET state = 'waiting', due_at = 0 WHERE event = ?", key)
        store.store().after.append(postman.wake)
        return
    found = store.find(key)
    if found is None:
        raise StripeError("There is nothing with this id.", status=404)
    if found.body["object"] == "charge":
        open_dispute(found, reason="inquiry" if deed == "inquire" else "fraudulent")
    elif found.body["object"] == "dispute":
        close_dispute(found, won=deed == "win")


def _newest(kind: str) -> list[dict[str, Any]]:
    rows = store.store().rows("SELECT body FROM objects WHERE kind = ? ORDER BY seq DESC LIMIT ?", kind, MOST)
    return [_shown(wire.read(body)) for (body,) in rows]


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"shown": currencies.shown(body["amount"], body["currency"]), "at": moments.read(body["created"])}


def _payments() -> list[dict[str, Any]]:
    return [
        charge | {"back": currencies.shown(charge["amount_refunded"], charge["currency"])}
        for charge in _newest("charge")
    ]


def _disputes() -> list[dict[str, Any]]:
    return [dispute | {"open": dispute["status"] in OPEN} for dispute in _newest("dispute")]


def _events() -> list[dict[str, Any]]:
    rows = store.store().rows(
        "SELECT events.id, kind, created, group_concat(DISTINCT state), sum(tries) FROM events "
        "LEFT JOIN deliveries ON deliveries.event = events.id GROUP BY events.seq ORDER BY events.seq DESC LIMIT ?",
        MOST,
    )
    return [
        {"id": key, "type": kind, "at": moments.read(created), "state": state or "", "tries": tries or 0}
        for key, kind, created, state, tries in rows
    ]
