"""One room: its messages for reading without a script, and the same as data for the script that takes over."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.chat.doors import number, refusing
from frontend.chat.inbox import inbox_facts
from frontend.chat.items import Json, items_of
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.http import client_address
from realtime.chat.access import Standing, find_standing, why_not_write
from realtime.chat.actions.send import Sending, send_message
from realtime.chat.models import Message, Room
from realtime.chat.public import room_out
from realtime.chat.queries.messages import page_after, page_around, page_before, page_from, thread_of
from realtime.chat.queries.people import people_of_direct
from realtime.chat.refusals import UnknownMessage
from realtime.chat.text.emoji import PALETTE

OFTEN = 6
SERVED = 24
SIDE_ROOMS = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
@access(Who.PUBLIC, owned=True)
def show(request: HttpRequest, room_id: str) -> HttpResponse:
    """The newest messages; `?at=` or `?message=` with what is around it, `?before=`, `?after=`, `?on=`, `?thread=`."""
    standing = find_standing(visitor_of(request), room_id)
    if request.method == "POST":
        return _write(request, standing)
    return render(request, "chat/room.html", room_facts(request, standing) | _beside(request, room_id))


def _write(request: HttpRequest, standing: Standing) -> HttpResponse:
    """A message from a plain form; with what was typed and why not, where it is refused."""
    thread = request.POST.get("thread") or None
    sending = Sending(
        client_message_id=request.POST.get("client_message_id", "")[:64] or secrets.token_hex(16),
        body=request.POST.get("body", "").replace("\r\n", "\n"),
        thread=thread,
    )
    address = client_address(request)
    room_id = standing.room.public_id
    try:
        send_message(visitor=standing.visitor, room=room_id, sending=sending, now=clock.now(), address=address)
    except Refusal as refusal:
        facts = room_facts(request, standing) | _beside(request, room_id)
        facts |= {"why": str(refusal), "body": sending.body}
        return render(request, "chat/room.html", facts, status=refusal.status)
    back = reverse("chat_room", args=[room_id])
    return redirect(f"{back}?thread={thread}" if thread else back)


def _beside(request: HttpRequest, room_id: str) -> Json:
    rooms = inbox_facts(visitor_of(request))["rooms"][:SIDE_ROOMS]
    return {"rooms": rooms, "here_id": room_id}


def room_facts(request: HttpRequest, standing: Standing) -> Json:
    """What every template of a room is given."""
    room, you = standing.room, standing.visitor
    people = people_of_direct(room)
    shown = room_out(room, people)
    shown["title"] = title_of(shown, you.public_id)
    asked = _asked(request, room)
    served = {"room": shown, "later": False, **asked.pop("page")}
    read_seq = standing.member.read_seq if standing.member is not None and standing.is_in else None
    unread = room.count - standing.member.read_count if standing.member is not None and standing.is_in else 0
    first, last = _ends(served["messages"])
    in_thread = bool(asked.get("thread_id"))
    why = why_not_write(standing, now=clock.now()) if you.is_named else None
    return asked | {
        "unlisted": True,
        "room": shown,
        "base": reverse("chat_room", args=[room.public_id]),
        "back": request.get_full_path(),
        "you": you,
        "me": you.public_id,
        "role": standing.role,
        "muted_until": standing.member.muted_until if standing.member is not None else None,
        "last_at": standing.member.last_sent_at if standing.member is not None else None,
        "read_seq": read_seq or 0,
        "unread": unread,
        "first_unread": (read_seq or 0) + 1,
        "why": str(why) if why else "",
        "served": served,
        "in_thread": in_thread,
        "items": items_of(served["messages"], unread_from=_line(standing), me=you.public_id, thread=in_thread),
        "first_seq": first,
        "last_seq": last,
        "often": PALETTE[0].emoji[:OFTEN],
        "client_message_id": secrets.token_hex(16),
        "begins": begins(shown),
        # The page exchanges nothing through it, and is large enough.
        "without_htmx": True,
        # And the cart is a link here: no drawer, and no search of the shop.
        "heavy": True,
    }


def _line(standing: Standing) -> int | None:
    """Where the unread begins, for somebody who has read before."""
    member = standing.member
    if member is None or not standing.is_in or standing.room.count <= member.read_count:
        return None
    return member.read_seq + 1


def _ends(messages: list[Json]) -> tuple[int, int]:
    return (messages[0]["seq"], messages[-1]["seq"]) if messages else (1, 0)


def _asked(request: HttpRequest, room: Room) -> dict[str, Any]:
    asked = request.GET
    thread = asked.get("thread") or request.POST.get("thread")
    if thread:
        return {"page": thread_of(room, root=thread, limit=100), "thread_id": thread}
    at = number(asked.get("at")) or _place_of(room, asked.get("message"))
    if at is not None:
        return {"page": page_around(room, seq=at, limit=SERVED), "at": at}
    if (before := number(asked.get("before"))) is not None:
        return {"page": page_before(room, seq=before, limit=SERVED)}
    if (after := number(asked.get("after"))) is not None:
        return {"page": page_after(room, seq=after, limit=SERVED)}
    if (day := _day(asked.get("on"))) is not None:
        return {"page": page_from(room, at=datetime(day.year, day.month, day.day, tzinfo=UTC), limit=SERVED)}
    return {"page": page_before(room, seq=None, limit=SERVED)}


def _place_of(room: Room, message_id: str | None) -> int | None:
    if not message_id:
        return None
    found = Message.objects.filter(room=room, public_id=message_id).values_list("seq", flat=True).first()
    if found is None:
        raise UnknownMessage
    return found


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def title_of(room: Json, me: str | None) -> str:
    """A direct room is called by the names of the others."""
    if room["kind"] != "direct":
        return str(room["title"])
    return ", ".join(person["name"] for person in room["people"] if person["id"] != me) or _("Only you")


def begins(room: Json) -> str:
    """What stands above the first message."""
    if room["kind"] == "direct":
        return _("This is where your messages begin. Only the people named above can read them.")
    return _("This is where the room begins.")
