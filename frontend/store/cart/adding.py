"""Putting a product into the cart from its page: what was chosen and typed is kept when it is refused."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frontend.store.cart import undo
from frontend.store.cart.rows import words_of
from frontend.store.cart.view import wants_part
from frontend.store.currency import currency_of
from frontend.store.product.tiers import TierShown, tiers_shown
from market.cart import actions
from market.cart.api import count_change
from market.cart.queries import cart_of
from market.cart.refusals import QuantityNotValid
from market.catalog.facts import ProductFacts
from market.catalog.models import Pricing, Product
from market.catalog.queries import product_facts
from project.accounts.access import Who, access
from project.accounts.visitors import keep_guest, visitor_of
from project.base import clock
from project.base.errors import NotFound, Refusal
from project.base.money import read_amount

ABOUT_AMOUNTS = frozenset(
    {"AmountNotValid", "AmountTooSmall", "AmountTooLarge", "AmountNotWhole", "CartInAnotherCurrency"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """The form of one product: what it asks, what was typed, and what came of it."""

    currency: str
    asks_quantity: bool
    asks_amount: bool
    offers_free: bool
    most: int
    tier: str = ""
    quantity: str = "1"
    amount: str = ""
    wrong: str = ""
    field: str = ""
    is_done: bool = False


def adding_of(tiers: list[TierShown], *, currency: str, is_member: bool, **said: Any) -> Adding:
    """The form for a product's tiers, for this reader; STORE's page draws it as `adding`."""
    bought = [tier for tier in tiers if tier.pricing != Pricing.RECURRING]
    return Adding(
        currency=currency,
        asks_quantity=any(tier.most > 1 for tier in bought),
        asks_amount=any(tier.pricing == Pricing.PAY_WHAT_YOU_WANT for tier in bought),
        offers_free=is_member and any(tier.pricing == Pricing.FREE for tier in bought),
        most=max((tier.most for tier in bought), default=1),
        **said,
    )


@require_POST
@access(Who.PUBLIC)
def add(request: HttpRequest) -> HttpResponse:
    """Put it in. Without a script: on to the cart, or the product's form again with what is wrong."""
    try:
        count_change(request)
        _put(request)
    except Refusal as refusal:
        return refused(request, refusal)
    if not wants_part(request):
        return redirect("cart")
    return _draw(request, quantity="1", amount="", is_done=True)


def _put(request: HttpRequest) -> None:
    said = request.POST
    quantity = undo.number(said.get("quantity", "1").strip())
    if quantity is None:
        raise QuantityNotValid
    beside, amount = said.get("currency", ""), said.get("amount", "").strip()
    currency = beside if beside in settings.CURRENCIES else currency_of(request)
    chosen = read_amount(amount, currency) if amount else None
    # What cannot be read makes nobody a guest.
    person_id = keep_guest(request).person_id
    if person_id is None:
        raise NotFound
    actions.add(
        person_id=person_id,
        tier_id=said.get("tier", ""),
        quantity=quantity,
        chosen_minor=chosen,
        currency=currency,
        now=clock.now(),
    )


def _currency(request: HttpRequest) -> str:
    """What is added is priced in: the cart's, where something is in it; otherwise what the reader sees prices in."""
    cart = cart_of(visitor_of(request).person_id)
    return cart.currency if cart.lines else currency_of(request)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The product's form again, with why it was not done."""
    field = "amount" if refusal.code in ABOUT_AMOUNTS else "quantity" if refusal.code.startswith("Quantity") else ""
    typed = {name: request.POST.get(name, "")[:40] for name in ("quantity", "amount")}
    wrong = words_of(refusal, _currency(request))
    return _draw(request, status=refusal.status, wrong=wrong, field=field, **typed)


def _draw(request: HttpRequest, *, status: int = 200, **said: Any) -> HttpResponse:
    product = _product(request.POST.get("tier", ""))
    currency = _currency(request)
    tiers = tiers_shown(product.tiers, currency=currency, chosen=request.POST.get("tier", "")) if product else []
    is_member = visitor_of(request).user_id is not None
    form = adding_of(tiers, currency=currency, is_member=is_member, tier=request.POST.get("tier", "")[:40], **said)
    facts = {"adding": form, "product": product, "tiers": tiers, "unlisted": True}
    name = "store/_added.html" if wants_part(request) else "store/cart_add.html"
    return render(request, name, facts, status=status)


def _product(tier_id: str) -> ProductFacts | None:
    rows = Product.objects.for_sale().filter(tiers__public_id=tier_id).select_related("seller", "category")[:1]
    return next(iter(product_facts(rows)), None)
