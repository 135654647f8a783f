"""One's own rooms with what is unread in them, and public ones to find."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from project.accounts.access import Who, access
from project.accounts.visitors import Visitor, visitor_of
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.queries.rooms import rooms_for

Json = dict[str, Any]


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """`?search=` finds public rooms by their title and topic."""
    you = visitor_of(request)
    search = request.GET.get("search", "").strip()[:80]
    facts = {"you": you, "search": search, "public": rooms_for(you, search=search, kind="public")["rooms"]}
    return render(request, "chat/inbox.html", inbox_facts(you) | facts)


def inbox_facts(you: Visitor) -> Json:
    """The entries of one's inbox as its rows show them; nobody known has none."""
    if you.person_id is None:
        return {"rooms": []}
    entries = [entry for entry in inbox_of(you.person_id)["rooms"] if entry["here"]]
    return {"rooms": [{**entry, "unread": unread_of(entry)} for entry in entries]}


def unread_of(entry: Json) -> int:
    """How many messages of a room wait; none where one wants to hear nothing of it."""
    if entry["notify"] == "nothing" or entry["count"] is None:
        return 0
    return max(0, int(entry["count"]) - int(entry["read_count"]))
