"""`/orders/<id>/return/`: where the provider sends a buyer back to; what it says is asked again, and never believed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from market.flows import returning
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock

LONGEST_SESSION = 120


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def arrive(request: HttpRequest, order_id: str) -> HttpResponse:
    """Do what follows from the payment, whether the webhook came already or not, and show the order."""
    session_id = request.GET.get("session_id", "")[:LONGEST_SESSION]
    person_id = visitor_of(request).user_id or 0
    order = returning.arrive(order_id=order_id, person_id=person_id, session_id=session_id, now=clock.now())
    return redirect("order", order.public_id)
