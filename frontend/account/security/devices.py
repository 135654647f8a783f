"""Withdrawing trust from a browser."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontend.account.security.asking import PAGE, member, refusing
from project.accounts.access import Who, access
from project.accounts.security.actions.devices import distrust_device
from project.accounts.security.clients import client_of
from project.base import clock


@access(Who.MEMBER, owned=True)
@require_POST
@refusing
def distrust(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for the second factor there again."""
    distrust_device(user=member(request), public_id=public_id, client=client_of(request), now=clock.now())
    messages.success(request, _("That browser is asked for the second factor again."))
    return redirect(PAGE)
