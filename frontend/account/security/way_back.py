"""Calling a way back off, for who is signed in with everything."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontend.account.security.asking import PAGE, member, refusing
from project.accounts.access import Who, access
from project.accounts.security.actions.ways_back import cancel_way_back
from project.accounts.security.clients import client_of
from project.base import clock


@access(Who.MEMBER)
@require_POST
@refusing
def cancel(request: HttpRequest) -> HttpResponse:
    """The factors stay."""
    if cancel_way_back(user=member(request), client=client_of(request), now=clock.now()):
        messages.success(
            request, _("It is called off: your second factors stay. Change your password if it was not you.")
        )
    return redirect(PAGE)
