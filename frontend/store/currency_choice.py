"""Choosing the currency that prices are shown in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from frontend.store.currency import currency_of, keep_currency
from project.accounts.access import Who, access


@require_POST
@access(Who.PUBLIC)
def choose(request: HttpRequest) -> HttpResponse:
    """Remember it in this browser and go back to where one was."""
    asked = request.POST.get("currency", "")
    chosen = asked if asked in settings.CURRENCIES else currency_of(request)
    return keep_currency(redirect(where_next(request)), chosen)


def where_next(request: HttpRequest) -> str:
    """The page of ours that a form names to go on to, or the start page."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url("home")
