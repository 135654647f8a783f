"""`/cart/`: the page, and the same as a part for the drawer and for tabs that hear of a change."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.store.cart import undo
from frontend.store.cart.rows import cart_seen, rows_of, words_of
from project.accounts.access import Who, access
from project.base.errors import Refusal
from project.base.money import exponent

PART = "X-Part"
type Refused = tuple[str, Refusal]


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    facts = cart_facts(request, taken_out=undo.read(request.GET))
    return render(request, "store/cart.html", facts)


@never_cache
@require_safe
@access(Who.PUBLIC)
def part(request: HttpRequest) -> HttpResponse:
    """Its lines and sums alone."""
    return render(request, "store/_cart.html", cart_facts(request))


def cart_facts(
    request: HttpRequest, *, taken_out: undo.Undo | None = None, refused: Refused | None = None
) -> dict[str, Any]:
    """What is drawn of the cart of whoever looks."""
    cart = cart_seen(request)
    rows = rows_of(cart, refused=refused)
    return {
        "cart": cart,
        "rows": rows,
        "undo": taken_out,
        # Why a change was not made whose line is gone.
        "refused": words_of(refused[1], cart.currency) if refused and not any(row.refused for row in rows) else "",
        "problem": words_of(cart.problem, cart.currency) if cart.problem else "",
        "currencies": settings.CURRENCIES,
        "decimals": exponent(cart.currency),
        "unlisted": True,
    }


def answer_changed(request: HttpRequest, *, taken_out: undo.Undo | None = None) -> HttpResponse:
    """After a change: the part for a script, the page for everybody else."""
    if wants_part(request):
        return render(request, "store/_cart.html", cart_facts(request, taken_out=taken_out))
    query = f"?{undo.written(taken_out)}" if taken_out else ""
    return redirect(f"{reverse('cart')}{query}")


def answer_refused(request: HttpRequest, *, line_id: str, refusal: Refusal) -> HttpResponse:
    """A change that was not made, said beside the line that it was about."""
    facts = cart_facts(request, refused=(line_id, refusal))
    name = "store/_cart.html" if wants_part(request) else "store/cart.html"
    return render(request, name, facts, status=refusal.status)


def wants_part(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which swaps a part of the page."""
    return PART in request.headers
