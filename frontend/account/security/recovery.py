"""Recovery codes: made, shown once, and taken along as a file."""

from urllib.parse import quote

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.account.security.asking import PAGE, member, refusing
from frontend.account.security.fresh import fresh
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.security.actions.codes import codes_left
from project.accounts.security.actions.factors import make_recovery_codes
from project.accounts.security.clients import client_of
from project.accounts.security.policy import SECOND
from project.base import clock


@access(Who.MEMBER)
@never_cache
@require_http_methods(["GET", "POST"])
@fresh
@refusing
def make(request: HttpRequest) -> HttpResponse:
    """Ask first: the old ones become void. The answer to the form is the only time that the codes are shown."""
    user = member(request)
    if request.method == "GET":
        return render(request, "mfa/make_codes.html", {"codes_left": codes_left(user.pk)})
    return show_new(request, user)


def show_new(request: HttpRequest, user: User) -> HttpResponse:
    """Make ten codes, and show them."""
    codes = make_recovery_codes(user=user, client=client_of(request), now=clock.now())
    head = _("Recovery codes for %(site)s, %(email)s") % {"site": request.get_host(), "email": user.email}
    text = "\n".join([head, _("Each works once."), "", *codes, ""])
    file = f"data:text/plain;charset=utf-8,{quote(text)}"
    return render(request, "mfa/codes.html", {"codes": codes, "file": file})


def after_adding(request: HttpRequest, user: User) -> HttpResponse:
    """Whoever adds their first factor gets their codes with it; anybody else comes back to the page."""
    if codes_left(user.pk) is None:
        return show_new(request, user)
    return redirect(f"{reverse(PAGE)}?changed")


def prove_here(request: HttpRequest, factor: Authenticator) -> None:
    """Who adds a factor has just shown it: this session counts as opened with it."""
    record_authentication(request, member(request), SECOND, id=factor.pk, type=factor.type)
