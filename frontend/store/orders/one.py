"""`/orders/<id>/`: one order as it moves, live by `order.<id>`; paying it again, and calling it off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from market.flows import checkout
from market.flows.expire import cancel_order
from market.orders.models import Order
from market.orders.queries import order_of
from market.orders.shown import order_shown
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def show(request: HttpRequest, order_id: str) -> HttpResponse:
    """How the order stands, what it waits for and why, what it gave, and all that happened."""
    return render(request, "store/orders/one.html", {"order": order_shown(own_order(request, order_id))})


@require_POST
@access(Who.MEMBER, owned=True)
def pay(request: HttpRequest, order_id: str) -> HttpResponse:
    """Go to the provider's page again."""
    order = own_order(request, order_id)
    try:
        site = request.build_absolute_uri("/").rstrip("/")
        url = checkout.resume(order_id=order.public_id, person_id=order.buyer_id, now=clock.now(), site=site)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("order", order.public_id)
    # Without an address the provider is away: the order's page says what it waits for.
    return redirect(url) if url else redirect("order", order.public_id)


@require_POST
@access(Who.MEMBER, owned=True)
def cancel(request: HttpRequest, order_id: str) -> HttpResponse:
    """Call off what is not paid."""
    order = own_order(request, order_id)
    try:
        cancel_order(order_id=order.public_id, person_id=order.buyer_id, now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cancelled. Nothing was charged."))
    return redirect("order", order.public_id)


def own_order(request: HttpRequest, order_id: str) -> Order:
    """The visitor's own order; 404 for everybody else's."""
    return order_of(visitor_of(request).user_id or 0, order_id)
