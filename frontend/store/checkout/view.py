"""`/checkout/`: shows what will be paid, and starts the payment of exactly that."""

import re
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frontend.store.cart import undo
from frontend.store.cart.rows import rows_of, words_of
from frontend.store.checkout.forms import BillingForm, billed_before
from frontend.store.outside.site import site_of
from market.cart.buying import AddressNotVerified, ask_buyer
from market.cart.queries import CartShown, cart_of, find_tax, with_tax
from market.cart.tax import TaxAway, TaxNotKnown
from market.flows import checkout
from market.flows.checkout import PricesChanged
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.money import written

KEY = re.compile(r"[0-9A-Za-z-]{8,64}", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
type Words = str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """Look at it, or pay: the button says how much, and nothing else is ever charged."""
    buyer = _buyer(request)
    if request.method == "POST":
        return _pay(request, buyer)
    before = billed_before(buyer.pk, name=str(buyer))
    country = request.GET.get("country", before.get("country", ""))
    cart, untaxed = _taxed(cart_of(buyer.pk), country)
    form = BillingForm(initial={**before, "country": country}, is_free=not cart.quote.total_minor)
    return _draw(request, buyer, cart, form, untaxed=untaxed)


@never_cache
@require_safe
@access(Who.MEMBER)
def sums(request: HttpRequest) -> HttpResponse:
    """Lines, sums and button alone: for another country, or a cart that changed while one looks at it."""
    buyer = _buyer(request)
    country = request.GET.get("country", "")
    cart, untaxed = _taxed(cart_of(buyer.pk), country)
    return render(request, "store/_checkout_sums.html", _facts(buyer, cart, country=country, untaxed=untaxed))


def _pay(request: HttpRequest, buyer: User) -> HttpResponse:
    said = request.POST
    form = BillingForm(said, is_free=said.get("agreed_total_minor") == "0")
    if not form.is_valid():
        cart, untaxed = _taxed(cart_of(buyer.pk), said.get("country", ""))
        return _draw(request, buyer, cart, form, untaxed=untaxed, status=422)
    try:
        started = checkout.start(
            person_id=buyer.pk,
            key=_key(said.get("key", "")),
            currency=said.get("currency", ""),
            billing=form.billing(email=buyer.email or ""),
            agreed_total_minor=_agreed(said.get("agreed_total_minor", "")),
            now=clock.now(),
            site=site_of(request),
        )
    except (TaxAway, TaxNotKnown) as refusal:
        return _draw(request, buyer, cart_of(buyer.pk), form, untaxed=str(refusal), status=422)
    except Refusal as refusal:
        # Anew: what it was refused for is what changed since.
        cart, untaxed = _taxed(cart_of(buyer.pk), said.get("country", ""))
        wrong = _why(refusal, cart, _agreed(said.get("agreed_total_minor", "")))
        return _draw(request, buyer, cart, form, untaxed=untaxed, wrong=wrong, status=refusal.status)
    return redirect(started.url or f"/orders/{started.order.public_id}/")


def _why(refusal: Refusal, cart: CartShown, agreed_minor: int) -> Words:
    if not isinstance(refusal, PricesChanged):
        return words_of(refusal, cart.currency)
    was, is_now = written(max(agreed_minor, 0), cart.currency), written(cart.quote.total_minor, cart.currency)
    if was == is_now:
        return _("Your cart changed meanwhile. Nothing was charged: look at it once more, and pay if you agree.")
    return _("The total was %(was)s and is %(now)s by now. Nothing was charged: pay the new one if you agree.") % {
        "was": was,
        "now": is_now,
    }


def _taxed(cart: CartShown, country: str) -> tuple[CartShown, Words]:
    """With the tax in it; or as it was, and why that is not what would be paid."""
    try:
        return with_tax(cart, find_tax(cart, country=country if COUNTRY.fullmatch(country) else "")), ""
    except Refusal as refusal:
        return cart, str(refusal)


def _draw(
    request: HttpRequest,
    buyer: User,
    cart: CartShown,
    form: BillingForm,
    *,
    untaxed: Words,
    wrong: Words = "",
    status: int = 200,
) -> HttpResponse:
    country = str(form["country"].value() or "")
    key = request.POST.get("key", "")
    facts = _facts(buyer, cart, country=country, untaxed=untaxed) | {
        "form": form,
        "wrong": wrong,
        "key": key if KEY.fullmatch(key) else str(uuid4()),
        "unlisted": True,
    }
    return render(request, "store/checkout.html", facts, status=status)


def _facts(buyer: User, cart: CartShown, *, country: str, untaxed: Words) -> dict[str, Any]:
    return {
        "cart": cart,
        "rows": rows_of(cart),
        "country": country if COUNTRY.fullmatch(country) else "",
        "untaxed": untaxed,
        "problem": words_of(cart.problem, cart.currency) if cart.problem else "",
        "is_verified": _is_verified(buyer),
        "total": written(cart.quote.total_minor, cart.currency),
    }


def _is_verified(buyer: User) -> bool:
    try:
        ask_buyer(buyer.pk)
    except AddressNotVerified:
        return False
    return True


def _buyer(request: HttpRequest) -> User:
    buyer = visitor_of(request).user_id
    assert buyer is not None  # noqa: S101 - `access` let a member in
    return User.objects.get(pk=buyer)


def _key(text: str) -> str:
    """The key of this page view; a form that was tampered with starts a checkout of its own."""
    return text if KEY.fullmatch(text) else str(uuid4())


def _agreed(text: str) -> int:
    """The total that was shown; -1, which is no total, where none was."""
    found = undo.number(text)
    return -1 if found is None else found
