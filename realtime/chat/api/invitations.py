"""Invitations into rooms: by name, or by a link that is shown once."""

from datetime import timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from realtime.chat import actions
from realtime.chat.access import find_standing
from realtime.chat.api.asking import PROBLEMS
from realtime.chat.queries.rooms import room_for
from realtime.chat.schemas import Code, InvitationOut, Invited, RoomHere, RoomId

router = Router()
AtRoom = Annotated[RoomId, Path()]
WithCode = Annotated[Code, Path()]
# The page that asks whether to enter; the code is the room's secret, so the answer is not kept anywhere.
JOIN_PAGE = "/chat/join/{code}/"


@router.post("/rooms/{room}/invitations", response={201: InvitationOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def invite(request: HttpRequest, room: AtRoom, invited: Invited) -> Status[dict[str, Any]]:
    """Bring people in by name, or get a link."""
    visitor, now = visitor_of(request), clock.now()
    if invited.people:
        actions.add_people(visitor=visitor, room=room, people=invited.people, now=now)
        return Status(201, {"url": None})
    life = timedelta(hours=invited.hours)
    code = actions.create_invitation(visitor=visitor, room=room, now=now, life=life, uses=invited.uses)
    return Status(201, {"url": request.build_absolute_uri(JOIN_PAGE.format(code=code))})


@router.delete("/rooms/{room}/invitations", response={204: None, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def withdraw(request: HttpRequest, room: AtRoom) -> Status[None]:
    """End every link into the room."""
    actions.withdraw_invitations(visitor=visitor_of(request), room=room)
    return Status(204, None)


@router.post("/invitations/{code}", response={200: RoomHere, **PROBLEMS})
@access(Who.PUBLIC, scope="chat:write")
def accept(request: HttpRequest, code: WithCode) -> dict[str, Any]:
    """Enter the room that a link leads to."""
    visitor = visitor_of(request)
    room = actions.accept_invitation(visitor=visitor, code=code, now=clock.now())
    return room_for(find_standing(visitor, room.public_id), now=clock.now())
