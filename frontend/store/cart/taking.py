"""`/cart/take/`: what costs nothing, with one press and without a cart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from frontend.store.cart.adding import refused
from frontend.store.currency import currency_of
from market.cart.refusals import AlreadyOwned
from market.flows.gift import take_free
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import NotFound, Refusal


@require_POST
@access(Who.MEMBER)
def take(request: HttpRequest) -> HttpResponse:
    """Have it, and be shown it; whoever has it already is led to their library."""
    person_id = visitor_of(request).user_id or 0
    try:
        tier, currency = request.POST.get("tier", ""), currency_of(request)
        order = take_free(person_id=person_id, tier_id=tier, currency=currency, now=clock.now())
    except NotFound:
        raise
    except AlreadyOwned:
        return redirect("library")
    except Refusal as refusal:
        return refused(request, refusal)
    return redirect("order", order.public_id)
