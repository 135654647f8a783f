"""`/account/delete/`: what goes and what stays, said before; asked for with one's email, and taken back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.account.profile.editing import own_id
from frontend.account.profile.forms import LeavingForm
from frontend.account.security.fresh import fresh
from project.accounts.access import Who, access
from project.accounts.profiles.deletion.actions import (
    DeletionBlocked,
    request_deletion,
    take_deletion_back,
    waiting_deletion,
)
from project.accounts.profiles.deletion.registry import blocked_by, erasures
from project.base import clock
from project.base.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD"])
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """What it means, and how it stands."""
    return _page(request, LeavingForm())


@never_cache
@require_POST
@access(Who.MEMBER)
@fresh
def ask(request: HttpRequest) -> HttpResponse:
    """Have the account deleted in two weeks."""
    form = LeavingForm(request.POST)
    if form.is_valid():
        try:
            deletion = request_deletion(person_id=own_id(request), now=clock.now(), **form.cleaned_data)
        except DeletionBlocked:
            return _page(request, form, status=409)
        except Refusal as refusal:
            form.add_error("email", str(refusal))
        else:
            logout(request)
            return render(request, "account/profile/goodbye.html", {"deletion": deletion})
    return _page(request, form, status=422)


@require_POST
@access(Who.MEMBER)
def take_back(request: HttpRequest) -> HttpResponse:
    """The account stays."""
    try:
        take_deletion_back(person_id=own_id(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your account stays. Welcome back."))
    return redirect("leave")


def _page(request: HttpRequest, form: LeavingForm, *, status: int = 200) -> HttpResponse:
    own = own_id(request)
    facts: dict[str, Any] = {
        "form": form,
        "erasures": [erasure for erasure in erasures() if erasure.gone or erasure.kept],
        "blocked": blocked_by(own).values(),
        "deletion": waiting_deletion(own),
    }
    return render(request, "account/profile/leave.html", facts, status=status)
