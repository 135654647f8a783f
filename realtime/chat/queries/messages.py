"""Pages of a room's history: the newest, before, after or around a place, on a day, or one thread."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from realtime.chat.folds import is_earlier, newest
from realtime.chat.models import Message, Room
from realtime.chat.public import Json, room_out
from realtime.chat.queries.people import people_of_direct
from realtime.chat.queries.shown import messages_out, shown_messages
from realtime.chat.refusals import UnknownMessage

PAGE, LARGEST_PAGE = 50, 100


def newest_of(room: Room) -> Json:
    """The snapshot of a room: itself, and its newest messages as many as fit."""
    rows = list(shown_messages().filter(room=room).order_by("-seq")[:PAGE])[::-1]
    light = newest([{"weight": row.weight} for row in rows])
    messages = messages_out(rows[len(rows) - len(light) :])
    return {"room": room_out(room, people_of_direct(room)), "messages": messages, "earlier": is_earlier(messages)}


def page_before(room: Room, *, seq: int | None, limit: int = PAGE) -> Json:
    """The messages before a place, or the newest; oldest first."""
    rows = shown_messages().filter(room=room)
    if seq is not None:
        rows = rows.filter(seq__lt=seq)
    return _page(room, list(rows.order_by("-seq")[:limit])[::-1], empty_at=seq or room.seq + 1)


def page_after(room: Room, *, seq: int, limit: int = PAGE) -> Json:
    """The messages after a place; oldest first."""
    rows = shown_messages().filter(room=room, seq__gt=seq)
    return _page(room, list(rows.order_by("seq")[:limit]), empty_at=seq + 1)


def page_around(room: Room, *, seq: int, limit: int = PAGE) -> Json:
    """A page with this place in its middle."""
    half = limit // 2
    before = list(shown_messages().filter(room=room, seq__lt=seq).order_by("-seq")[:half])[::-1]
    after = list(shown_messages().filter(room=room, seq__gte=seq).order_by("seq")[: limit - half])
    return _page(room, [*before, *after], empty_at=seq)


def page_from(room: Room, *, at: datetime, limit: int = PAGE) -> Json:
    """The messages from a moment on: where a reader's day begins."""
    first = Message.objects.filter(room=room, at__gte=at).order_by("seq").values_list("seq", flat=True).first()
    return page_after(room, seq=(first or room.seq + 1) - 1, limit=limit)


def thread_of(room: Room, *, root: str, before: int | None = None, limit: int = PAGE) -> Json:
    """A message and the newest answers to it. Raises `UnknownMessage`."""
    found = Message.objects.filter(room=room, public_id=root).values_list("pk", "thread_id").first()
    if found is None:
        raise UnknownMessage
    start = found[1] or found[0]
    rows = _before(shown_messages().filter(Q(thread=start) | Q(pk=start), room=room), before)
    page = list(rows.order_by("-seq")[:limit])[::-1]
    earlier = bool(page) and _before(Message.objects.filter(Q(thread=start) | Q(pk=start)), page[0].seq).exists()
    return {"messages": messages_out(page), "earlier": earlier, "later": before is not None}


def _before(rows: QuerySet[Message], seq: int | None) -> QuerySet[Message]:
    return rows if seq is None else rows.filter(seq__lt=seq)


def _page(room: Room, rows: Iterable[Message], *, empty_at: int) -> Json:
    messages = messages_out(list(rows))
    first = messages[0]["seq"] if messages else empty_at
    last = messages[-1]["seq"] if messages else empty_at - 1
    return {"messages": messages, "earlier": 1 < first <= room.seq + 1, "later": last < room.seq}
