"""An invitation by link: what it leads to, and the step inside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.chat.doors import refusing
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from realtime.chat.actions import accept_invitation, invited_to


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
@access(Who.PUBLIC)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Name the room and ask; nothing is used up by looking."""
    you = visitor_of(request)
    if request.method == "POST" and you.is_named:
        room = accept_invitation(visitor=you, code=code, now=clock.now())
        return redirect("chat_room", room.public_id)
    room = invited_to(code=code, now=clock.now())
    return render(request, "chat/join.html", {"room": room, "you": you, "back": request.path})
