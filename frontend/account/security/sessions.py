"""Where one is signed in, and ending it from here."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontend.account.security.asking import PAGE, member, refusing
from project.accounts.access import Who, access
from project.accounts.security.actions import sessions as actions
from project.accounts.security.clients import client_of, device_of
from project.base import clock


@access(Who.MEMBER, owned=True)
@never_cache
@require_POST
@refusing
def end(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one; this very one is a sign-out."""
    own = request.session.session_key
    ended = actions.end_session(user=member(request), session_id=session_id, client=client_of(request), now=clock.now())
    if ended == own:
        request.session.flush()
        return redirect("home")
    return _afterwards(request, _("That session has ended, and whatever it had open is closed."))


@access(Who.MEMBER)
@never_cache
@require_POST
@refusing
def end_others(request: HttpRequest) -> HttpResponse:
    """End all but this one."""
    kept = request.session.session_key
    count = actions.end_other_sessions(user=member(request), kept_key=kept, client=client_of(request), now=clock.now())
    told = ngettext("One other session has ended.", "%(count)d other sessions have ended.", count) % {"count": count}
    return _afterwards(request, told if count else _("There was no other session."))


def sessions_of(request: HttpRequest) -> list[dict[str, Any]]:
    """All that are open, this one first."""
    rows = list(UserSession.objects.filter(user=member(request)).order_by("-last_seen_at"))
    now = clock.now()
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list("session_key", flat=True))
    own = request.session.session_key
    told = [
        {
            "id": row.pk,
            "device": device_of(row.user_agent),
            "address": row.ip,
            "begun": row.created_at,
            "seen": row.last_seen_at,
            "is_this": row.session_key == own,
        }
        for row in rows
        if row.session_key in alive
    ]
    return sorted(told, key=lambda session: not session["is_this"])


def _afterwards(request: HttpRequest, told: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "usersessions/_sessions.html", {"sessions": sessions_of(request), "told": told})
    messages.success(request, told)
    return redirect(PAGE)
