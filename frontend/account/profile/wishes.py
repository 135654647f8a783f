"""`/account/settings/`: language, time zone, theme, and what one wants to be told of."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.account.profile.editing import own_id
from frontend.account.profile.forms import SettingsForm
from frontend.account.profile.reader import remember
from project.accounts.access import Who, access
from project.accounts.profiles.actions import change_profile, profile_of
from project.accounts.profiles.notifications import channels_in_use, keep_wishes, wishes_of
from project.base import clock
from project.base.errors import Refusal


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """How one wants the site: kept for every browser one signs in with."""
    profile = profile_of(own_id(request), now=clock.now())
    if request.method != "POST":
        begin = {"language": profile.language, "time_zone": profile.time_zone, "theme": profile.theme}
        return _page(request, SettingsForm(initial=begin))
    form = SettingsForm(request.POST)
    if form.is_valid():
        try:
            profile = change_profile(person_id=profile.person_id, changes=form.cleaned_data, now=clock.now())
        except Refusal as refusal:
            form.tell(refusal)
        else:
            with override(profile.language or None):
                messages.success(request, _("Your settings are saved."))
            return remember(redirect("settings"), profile)
    return _page(request, form, status=422)


@require_POST
@access(Who.MEMBER)
def keep_notifications(request: HttpRequest) -> HttpResponse:
    """What one wants to be told of, and how."""
    wanted = {(kind, channel) for kind, _colon, channel in (name.partition(":") for name in request.POST.getlist("on"))}
    keep_wishes(person_id=own_id(request), wanted=wanted, now=clock.now())
    messages.success(request, _("Your wishes are saved."))
    return redirect("settings")


@require_POST
@access(Who.MEMBER)
def keep_theme(request: HttpRequest) -> HttpResponse:
    """The toggle of the header, kept for every browser; a theme that does not exist changes nothing."""
    try:
        change_profile(person_id=own_id(request), changes={"theme": request.POST.get("theme")}, now=clock.now())
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def _page(request: HttpRequest, form: SettingsForm, *, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {
        "form": form,
        "news": wishes_of(own_id(request)),
        "channels": channels_in_use(),
    }
    return render(request, "account/profile/settings.html", facts, status=status)
