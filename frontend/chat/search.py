"""Finding messages again: words, and where, from whom and before when they were written."""

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.chat.doors import refusing
from frontend.chat.inbox import inbox_facts
from frontend.chat.new import met_by
from frontend.chat.room import title_of
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.visitors import Visitor, visitor_of
from project.base import clock
from realtime.chat.models import Room
from realtime.chat.search import Wanted, search_messages

FIELDS = ("q", "room", "from", "before", "page")
OFFERED = 8


@never_cache
@require_safe
@refusing
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The best finds first; nothing is asked for until there is a word, and it is clear whose."""
    you = visitor_of(request)
    asked = {name: request.GET.get(name, "").strip()[:200] for name in FIELDS}
    authors = _authors(you, asked["from"])
    facts: dict[str, Any] = {"you": you, "asked": asked, "rooms": _rooms(you, asked["room"]), "found": []}
    if len(authors) > 1:
        facts["authors"] = authors
    elif asked["q"] and (authors or not asked["from"]):
        found = search_messages(you, _wanted(asked, authors), now=clock.now())
        facts |= {"found": [_titled(one, you) for one in found["found"]], "more": found["more"]}
    if authors and len(authors) == 1:
        facts["author"] = authors[0]
    return render(request, "chat/search.html", facts)


def _wanted(asked: dict[str, str], authors: list[User]) -> Wanted:
    return Wanted(
        words=asked["q"],
        room=asked["room"],
        sent_by=authors[0].public_id if authors else "",
        before=_start_of(asked["before"]),
        page=asked["page"],
    )


def _authors(you: Visitor, named: str) -> list[User]:
    """Whom a name or an id means, among people one could have read."""
    if not named:
        return []
    people = User.objects.filter(pk__in=met_by(you))
    exact = people.filter(public_id=named) | people.filter(display_name__iexact=named)
    return list(exact[:OFFERED]) or list(
        people.filter(display_name__icontains=named).order_by("display_name")[:OFFERED]
    )


def _rooms(you: Visitor, chosen: str) -> list[dict[str, str]]:
    """One's own rooms, and the one that was asked for."""
    rooms = {entry["room"]["id"]: str(entry["room"]["title"] or "") for entry in inbox_facts(you)["rooms"]}
    if chosen and not rooms.get(chosen):
        rooms |= dict(Room.objects.filter(public_id=chosen, kind=Room.Kind.PUBLIC).values_list("public_id", "title"))
    return [{"id": room, "title": title} for room, title in rooms.items() if title]


def _titled(one: dict[str, Any], you: Visitor) -> dict[str, Any]:
    return one | {"title": title_of(one["room"], you.public_id)}


def _start_of(text: str) -> datetime | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return datetime.combine(day, time(), tzinfo=UTC) if day else None
