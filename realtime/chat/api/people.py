"""`/api/chat/rooms/{id}/people`: who belongs to a room, and what moderators do with them."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from realtime.chat import actions
from realtime.chat.access import find_standing
from realtime.chat.actions import Measure
from realtime.chat.api.asking import PROBLEMS
from realtime.chat.public import member_out, person_out
from realtime.chat.queries.people import people_listed
from realtime.chat.schemas import MeasureIn, MemberOut, PeopleOut, PersonId, RoomId

router = Router()
AtRoom = Annotated[RoomId, Path()]
AtPerson = Annotated[PersonId, Path()]


@router.get("/rooms/{room}/people", response={200: PeopleOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:read")
def list_people(
    request: HttpRequest,
    room: AtRoom,
    search: Annotated[str, Query(max_length=60, pattern=r"^[^\x00]*$")] = "",
) -> dict[str, Any]:
    """The people of a room by name; moderators also see those who were removed or banned."""
    standing = find_standing(visitor_of(request), room)
    people = people_listed(standing.room, search=search, all_states=standing.moderates)
    return {"people": people, "count": standing.room.member_count}


@router.post("/rooms/{room}/people/{person}", response={200: MemberOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def moderate(request: HttpRequest, room: AtRoom, person: AtPerson, measure: MeasureIn) -> dict[str, Any]:
    """Mute, ban, remove or name somebody, or take it back."""
    visitor, asked = visitor_of(request), Measure(**measure.model_dump())
    member = actions.moderate(visitor=visitor, room=room, person=person, measure=asked, now=clock.now())
    return member_out(member, person_out(member.person))
