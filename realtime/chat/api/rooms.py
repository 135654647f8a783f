"""`/api/chat/rooms`: find, open, read and change rooms; come and go."""

from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.conditional import etag_of_answer, require_match, versioned
from project.base.listing import CursorAsked, Limit, tell_links
from realtime.chat import actions
from realtime.chat.access import find_standing
from realtime.chat.actions import Change
from realtime.chat.api.asking import PROBLEMS
from realtime.chat.locking import locked_standing
from realtime.chat.models import Room
from realtime.chat.queries.rooms import LISTED, room_for, rooms_for
from realtime.chat.schemas import NewDirect, NewRoom, ReadUpTo, RoomChange, RoomHere, RoomId, RoomsOut, Wishes

router = Router()
AtRoom = Annotated[RoomId, Path()]


class RoomsAsked(CursorAsked):
    """A page of rooms."""

    limit: Limit = LISTED


@router.get("/rooms", response={200: RoomsOut, **PROBLEMS})
@access(Who.PUBLIC, scope="chat:read")
def list_rooms(
    request: HttpRequest,
    response: HttpResponse,
    asked: Query[RoomsAsked],
    search: Annotated[str, Query(max_length=80, pattern=r"^[^\x00]*$")] = "",
    kind: Annotated[Literal["", "public", "private", "direct", "attached"], Query()] = "",
    mine: Annotated[bool, Query()] = False,  # noqa: FBT002 - a query parameter
    before: Annotated[RoomId | None, Query()] = None,
) -> dict[str, Any]:
    """Public rooms and one's own, the last active first; `before` names a room, `cursor` a page."""
    found = rooms_for(visitor_of(request), search=search, kind=kind, mine=mine, before=before, asked=asked)
    tell_links(request, response, {"next": {"cursor": found["next"]}} if found["next"] else {})
    return found


@router.post("/rooms", response={201: RoomHere, **PROBLEMS})
@access(Who.PUBLIC, scope="chat:write")
def open_room(request: HttpRequest, new: NewRoom) -> Status[dict[str, Any]]:
    """Open a room and own it."""
    visitor = visitor_of(request)
    room = actions.open_room(visitor=visitor, title=new.title, about=new.about, kind=new.kind, now=clock.now())
    return Status(201, _here(request, room))


@router.post("/direct", response={200: RoomHere, **PROBLEMS})
@access(Who.PUBLIC, scope="chat:write")
def open_direct(request: HttpRequest, new: NewDirect) -> dict[str, Any]:
    """The one room of these people and oneself."""
    room = actions.open_direct(visitor=visitor_of(request), people=new.people, now=clock.now())
    return _here(request, room)


@router.get("/rooms/{room}", response={200: RoomHere, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:read")
def read_room(request: HttpRequest, room: AtRoom) -> dict[str, Any]:
    """The room, and what one is there."""
    return room_for(find_standing(visitor_of(request), room), now=clock.now())


@router.patch("/rooms/{room}", response={200: RoomHere, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
@versioned
def change_room(request: HttpRequest, room: AtRoom, change: RoomChange) -> dict[str, Any]:
    """Change title, topic, state, pace or unwanted words; `If-Match` has the ETag of the room as it was read."""
    asked = Change(**change.model_dump(exclude_none=True))
    with transaction.atomic():
        # The room stays locked from the comparison to the change: nobody comes between.
        standing = locked_standing(visitor_of(request), room)
        if standing.may_read:
            require_match(request, etag_of_answer(RoomHere, room_for(standing, now=clock.now())))
        actions.change_room(visitor=visitor_of(request), room=room, change=asked, now=clock.now())
    return room_for(find_standing(visitor_of(request), room), now=clock.now())


@router.post("/rooms/{room}/join", response={200: RoomHere, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def join_room(request: HttpRequest, room: AtRoom) -> dict[str, Any]:
    """Become a member of a room that is open to all."""
    return _here(request, actions.join_room(visitor=visitor_of(request), room=room, now=clock.now()))


@router.post("/rooms/{room}/leave", response={204: None, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def leave_room(request: HttpRequest, room: AtRoom) -> Status[None]:
    """Leave the room."""
    actions.leave_room(visitor=visitor_of(request), room=room, now=clock.now())
    return Status(204, None)


@router.post("/rooms/{room}/read", response={204: None, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def mark_read(request: HttpRequest, room: AtRoom, read: ReadUpTo) -> Status[None]:
    """Remember how far one has read."""
    actions.mark_read(visitor=visitor_of(request), room=room, seq=read.seq, now=clock.now())
    return Status(204, None)


@router.patch("/rooms/{room}/me", response={204: None, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def set_notify(request: HttpRequest, room: AtRoom, wishes: Wishes) -> Status[None]:
    """Choose what one wants to hear of."""
    actions.set_notify(visitor=visitor_of(request), room=room, notify=wishes.notify, now=clock.now())
    return Status(204, None)


def _here(request: HttpRequest, room: Room) -> dict[str, Any]:
    return room_for(find_standing(visitor_of(request), room.public_id), now=clock.now())
