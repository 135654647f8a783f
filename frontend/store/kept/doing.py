"""What the buttons of this room have in common: a refusal is told in words, and one is back where one was."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from project.base.errors import NotFound, Refusal


def attempt(request: HttpRequest, act: Callable[[], object]) -> Refusal | None:
    """Do it; a refusal is kept as a message for the next page, and what is not there is 404."""
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return refusal
    return None


def go_back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page of ours that the form names, or else to this one."""
    return redirect(next_page(request, otherwise))


def next_page(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that a form names to go on to."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # Without the slash it is a name of a view to `redirect`, and perhaps of none.
    return wanted if ours and wanted.startswith("/") else resolve_url(otherwise)
