"""`/api/chat/rooms/{id}/messages` and `/api/chat/messages`: read, send, change, react, report."""

from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router
from ninja.responses import Status

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.http import client_address
from project.base.paging import link_header
from realtime.chat import actions
from realtime.chat.access import find_standing
from realtime.chat.actions import Sending
from realtime.chat.api.asking import PROBLEMS
from realtime.chat.models import Room
from realtime.chat.queries import messages as pages
from realtime.chat.queries.source import source_for
from realtime.chat.schemas import (
    MessageId,
    MessageOut,
    MessagesOut,
    NewBody,
    NewMessage,
    Place,
    ReactionsOut,
    RoomId,
    SourceOut,
    Strict,
    Why,
)

router = Router()
AtRoom = Annotated[RoomId, Path()]
AtMessage = Annotated[MessageId, Path()]
Emoji = Annotated[str, Path(max_length=64)]
PLACES = frozenset({"before", "after", "around", "on", "zone"})


class UnknownZone(Refusal):
    """No time zone has this name."""

    status = 422
    message = _("There is no such time zone.")


class Wanted(Strict):
    """Which page: one of the ways to say where it is, or the newest. `on` is a day in `zone`."""

    before: Place | None = None
    after: Place | None = None
    around: Place | None = None
    on: date | None = None
    zone: Annotated[str, Query(max_length=60)] = "UTC"
    thread: MessageId | None = None
    limit: Annotated[int, Query(ge=1, le=pages.LARGEST_PAGE)] = pages.PAGE


@router.get("/rooms/{room}/messages", response={200: MessagesOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:read")
def read_messages(request: HttpRequest, response: HttpResponse, room: AtRoom, wanted: Query[Wanted]) -> dict[str, Any]:
    """A page of the history, oldest first; a thread with its root.

    A history is read in both directions, and a message's `seq` is its place for ever, on the socket too: places stand
    here instead of cursors. `Link` has the pages beside this one (`prev`, `next`), where there are any.
    """
    found = _page(find_standing(visitor_of(request), room).room, wanted)
    _tell_pages_beside(request, response, found)
    return found


@router.post("/rooms/{room}/messages", response={201: MessageOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def send_message(request: HttpRequest, room: AtRoom, new: NewMessage) -> Status[dict[str, Any]]:
    """Send a message; the same id with the same content gets the same message again."""
    sent = actions.send_message(
        visitor=visitor_of(request),
        room=room,
        sending=Sending(**new.model_dump()),
        now=clock.now(),
        address=client_address(request),
    )
    return Status(201, sent)


@router.patch("/messages/{message}", response={200: MessageOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def edit_message(request: HttpRequest, message: AtMessage, new: NewBody) -> dict[str, Any]:
    """Give one's message other words, within ten minutes."""
    visitor, address = visitor_of(request), client_address(request)
    return actions.edit_message(visitor=visitor, message=message, body=new.body, now=clock.now(), address=address)


@router.delete("/messages/{message}", response={204: None, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def delete_message(request: HttpRequest, message: AtMessage) -> Status[None]:
    """Take a message back: one's own, or any as a moderator."""
    actions.delete_message(visitor=visitor_of(request), message=message, now=clock.now())
    return Status(204, None)


@router.get("/messages/{message}/source", response={200: SourceOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:read")
def read_source(request: HttpRequest, message: AtMessage) -> dict[str, Any]:
    """What one typed, to change it."""
    return {"body": source_for(visitor_of(request), message)}


@router.put("/messages/{message}/reactions/{emoji}", response={200: ReactionsOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def react(request: HttpRequest, message: AtMessage, emoji: Emoji) -> dict[str, Any]:
    """Put an emoji under a message."""
    visitor, address = visitor_of(request), client_address(request)
    reactions = actions.react(visitor=visitor, message=message, emoji=emoji, now=clock.now(), address=address)
    return {"id": message, "reactions": reactions}


@router.delete("/messages/{message}/reactions/{emoji}", response={200: ReactionsOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def unreact(request: HttpRequest, message: AtMessage, emoji: Emoji) -> dict[str, Any]:
    """Take one's emoji back."""
    visitor, address = visitor_of(request), client_address(request)
    reactions = actions.unreact(visitor=visitor, message=message, emoji=emoji, now=clock.now(), address=address)
    return {"id": message, "reactions": reactions}


@router.post("/messages/{message}/report", response={204: None, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def report_message(request: HttpRequest, message: AtMessage, why: Why) -> Status[None]:
    """Tell the moderators of a message."""
    actions.report_message(visitor=visitor_of(request), message=message, reason=why.reason, now=clock.now())
    return Status(204, None)


def _tell_pages_beside(request: HttpRequest, response: HttpResponse, found: dict[str, Any]) -> None:
    asked = {name: value for name, value in request.GET.items() if name not in PLACES}
    places = [message["seq"] for message in found["messages"]]
    links = {"prev": {"before": places[0]}} if places and found["earlier"] else {}
    # A thread is read from its newest answers to its root.
    if places and found["later"] and "thread" not in asked:
        links["next"] = {"after": places[-1]}
    if links:
        response["Link"] = link_header(request.path, asked, links)


def _page(room: Room, wanted: Wanted) -> dict[str, Any]:
    if wanted.thread is not None:
        return pages.thread_of(room, root=wanted.thread, before=wanted.before, limit=wanted.limit)
    if wanted.after is not None:
        return pages.page_after(room, seq=wanted.after, limit=wanted.limit)
    if wanted.around is not None:
        return pages.page_around(room, seq=wanted.around, limit=wanted.limit)
    if wanted.on is not None:
        return pages.page_from(room, at=_start_of(wanted.on, wanted.zone), limit=wanted.limit)
    return pages.page_before(room, seq=wanted.before, limit=wanted.limit)


def _start_of(day: date, zone: str) -> datetime:
    try:
        return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone from error
