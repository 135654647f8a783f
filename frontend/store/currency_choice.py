"""Choosing the currency that prices are shown in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from frontend.store.currency import currency_of, keep_currency
from frontend.store.kept.doing import next_page
from frontend.store.looker import looker_of
from market.cart import actions
from market.cart.queries import count_of
from project.accounts.access import Who, access
from project.base import clock


@require_POST
@access(Who.PUBLIC)
def choose(request: HttpRequest) -> HttpResponse:
    """Remember it in this browser, price the cart in it, and go back to where one was."""
    asked = request.POST.get("currency", "")
    chosen = asked if asked in settings.CURRENCIES else currency_of(request)
    person = looker_of(request).person_id
    if person is not None and count_of(person):
        actions.set_currency(person_id=person, currency=chosen, now=clock.now())
    return keep_currency(redirect(next_page(request, "home")), chosen)
