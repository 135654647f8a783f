"""Finding messages again: words, and where, from whom and before when they were written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.chat.doors import refusing
from frontend.chat.inbox import inbox_facts
from project.accounts.visitors import visitor_of


@never_cache
@require_safe
@refusing
def show(request: HttpRequest) -> HttpResponse:
    """The newest finds first; nothing is asked for until there is a word."""
    you = visitor_of(request)
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "room", "from", "before")}
    facts = {"you": you, "asked": asked, "rooms": inbox_facts(you)["rooms"], "found": [], "more": False}
    return render(request, "chat/search.html", facts)
