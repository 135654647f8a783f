"""Removing a factor, after a second look."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.account.security.asking import PAGE, member, refusing
from frontend.account.security.fresh import fresh
from frontend.account.security.overview import factors_of
from project.accounts.access import Who, access
from project.accounts.security.actions.factors import find_factor, remove_factor
from project.accounts.security.clients import client_of
from project.accounts.security.policy import FACTORS
from project.base import clock


@access(Who.MEMBER, owned=True)
@never_cache
@require_http_methods(["GET", "POST"])
@fresh
@refusing
def remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Say what follows, then do it."""
    user = member(request)
    if request.method == "POST":
        remove_factor(user=user, factor_id=factor_id, client=client_of(request), now=clock.now())
        messages.success(request, _("It is removed, and no browser is trusted any more."))
        return redirect(f"{reverse(PAGE)}?changed")
    with transaction.atomic():
        factor = find_factor(user, factor_id, *FACTORS)
    known = factors_of(user.pk)
    is_last = len(known["passkeys"]) + bool(known["app"]) == 1
    is_app = factor.type == Authenticator.Type.TOTP
    facts = {"factor": factor, "is_app": is_app, "is_last": is_last, "name": factor.data.get("name", "")}
    return render(request, "mfa/remove.html", facts)
