"""The hosted page: what is bought, a form for the card, and the bank's question."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market.payments.sandbox import currencies, store
from market.payments.sandbox.cards import CARDS
from market.payments.sandbox.environment import here
from market.payments.sandbox.hosted.entry import Entry, read_entry
from market.payments.sandbox.payments import paying
from market.payments.sandbox.payments.later import settle
from market.payments.sandbox.payments.paying import SessionOver
from market.payments.sandbox.store import Kept

SEE_OTHER, DECLINED, GONE, MISSING = 303, 402, 410, 404


def pay(request: HttpRequest, key: str) -> HttpResponse:
    """Show a session, and try to pay it."""
    settle()
    session = store.find(key, kind="checkout.session")
    if session is None or session.body["status"] != "open":
        return say_over(request, session)
    entry = read_entry(request.POST, email=session.body["customer_email"])
    if request.method != "POST" or "fill" in request.POST:
        return _show(request, session, entry)
    if not entry.check():
        return _show(request, session, entry, status=DECLINED)
    try:
        who = {"email": entry.email, "name": entry.name}
        session = paying.pay_session(key, number=entry.number, site=here().url, **who)
    except SessionOver:
        return say_over(request, store.find(key, kind="checkout.session"))
    return _lead_on(request, session, entry)


def authenticate(request: HttpRequest, key: str) -> HttpResponse:
    """The bank's question, whether it is really them."""
    settle()
    session = store.find(key, kind="checkout.session")
    if session is None or session.body["status"] != "open":
        return say_over(request, session)
    if _intent(session).get("status") != "requires_action":
        return leave(f"{here().url}/c/pay/{key}")
    if request.method != "POST":
        return render(request, "authenticate.html", _told(session))
    try:
        session = paying.authenticate(key, passed=request.POST.get("said") == "complete", site=here().url)
    except SessionOver:
        return say_over(request, store.find(key, kind="checkout.session"))
    if session.body["status"] == "open":
        return leave(f"{here().url}/c/pay/{key}")
    return leave(success_url(session))


def say_over(request: HttpRequest, session: Kept | None) -> HttpResponse:
    """Nothing to pay here: nothing there, expired, or paid before, which leads to where paying leads."""
    if session is None:
        return render(request, "over.html", {"status": "missing"}, status=MISSING)
    if session.body["status"] == "complete" and request.method == "POST":
        return leave(success_url(session))
    status = GONE if session.body["status"] == "expired" else 200
    return render(request, "over.html", _told(session) | {"back": success_url(session)}, status=status)


def success_url(session: Kept) -> str:
    """Where who has paid is sent."""
    return str(session.body["success_url"]).replace("{CHECKOUT_SESSION_ID}", session.id)


def leave(url: str) -> HttpResponse:
    """Go elsewhere, by GET."""
    return HttpResponse(status=SEE_OTHER, headers={"Location": url})


def _lead_on(request: HttpRequest, session: Kept, entry: Entry) -> HttpResponse:
    if session.body["status"] == "complete":
        return leave(success_url(session))
    if _intent(session)["status"] == "requires_action":
        return leave(f"{here().url}/c/auth/{session.id}")
    return _show(request, session, entry, status=DECLINED)


def _show(request: HttpRequest, session: Kept, entry: Entry, *, status: int = 200) -> HttpResponse:
    error = (_intent(session).get("last_payment_error") or {}).get("message", "")
    shown = _told(session) | {"entry": entry, "cards": CARDS, "declined": "" if entry.wrong else error}
    return render(request, "pay.html", shown, status=status)


def _intent(session: Kept) -> dict[str, Any]:
    found = store.find(session.body["payment_intent"] or "")
    return found.body if found else {}


def _told(session: Kept) -> dict[str, Any]:
    currency = session.body["currency"]
    lines = [
        {
            "name": item["description"],
            "quantity": item["quantity"],
            "each": currencies.shown(item["price"]["unit_amount"], currency),
            "total": currencies.shown(item["amount_total"], currency),
        }
        for item in session.hidden["items"]
    ]
    total = currencies.shown(session.body["amount_total"], currency)
    return {"session": session.body, "status": session.body["status"], "lines": lines, "total": total}
