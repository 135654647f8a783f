"""Lists of rooms, and one room with what the visitor is there."""

from datetime import datetime

from django.db.models import Q

from project.accounts.visitors import Visitor
from project.base.listing import CursorAsked, by_cursor
from realtime.chat.access import Standing, readable_by, why_not_write
from realtime.chat.models import Member, Report, Room
from realtime.chat.public import Json, member_out, room_out, visitor_out
from realtime.chat.queries.people import people_of_direct
from realtime.events import utc_text

LISTED = 40


def rooms_for(
    visitor: Visitor,
    *,
    search: str = "",
    kind: str = "",
    mine: bool = False,
    before: str | None = None,
    asked: CursorAsked | None = None,
) -> Json:
    """Rooms that are open to this visitor, the last active first.

    The page before is named by its `next` in `asked`, or by its last room in `before`. Raises `CursorNotValid`.
    """
    rooms = readable_by(visitor)
    if mine:
        own = Member.objects.filter(person=visitor.person_id or 0, state=Member.State.IN)
        rooms = rooms.filter(pk__in=own.values("room"))
    if kind:
        rooms = rooms.filter(kind=kind)
    if search:
        rooms = rooms.filter(title__icontains=search)
    last = Room.objects.filter(public_id=before).values_list("last_at", "pk").first() if before else None
    if last is not None:
        rooms = rooms.filter(Q(last_at__lt=last[0]) | Q(last_at=last[0], pk__lt=last[1]))
    page = by_cursor(rooms, of="rooms", order=("-last_at",), asked=asked or CursorAsked(limit=LISTED))
    return {"rooms": _listed([*page.items], visitor), "more": page.next is not None, "next": page.next}


def room_for(standing: Standing, *, now: datetime) -> Json:
    """The room with the visitor's role, what they have read, why they may not write, and a moderator's figures."""
    room, refusal = standing.room, why_not_write(standing, now=now)
    shown = {
        **room_out(room, people_of_direct(room)),
        "members": room.member_count,
        "last_at": utc_text(room.last_at),
        "role": standing.role or None,
        "me": _mine(standing),
        "write": refusal.code if refusal is not None else None,
    }
    if standing.moderates:
        open_reports = Report.objects.filter(room=room, state=Report.State.OPEN).count()
        shown |= {"words": room.words, "open_reports": open_reports}
    return shown


def _mine(standing: Standing) -> Json | None:
    member = standing.member
    if member is None:
        return None
    own = member_out(member, visitor_out(standing.visitor))
    return {**own, "notify": member.notify, "read_seq": member.read_seq, "read_count": member.read_count}


def _listed(rooms: list[Room], visitor: Visitor) -> list[Json]:
    own = Member.objects.filter(room__in=rooms, person=visitor.person_id or 0, state=Member.State.IN)
    roles = dict(own.values_list("room_id", "role"))
    people = _people_of([room for room in rooms if room.kind == Room.Kind.DIRECT])
    return [
        {
            **room_out(room),
            "people": people.get(room.pk, []),
            "members": room.member_count,
            "last_at": utc_text(room.last_at),
            "role": roles.get(room.pk),
        }
        for room in rooms
    ]


def _people_of(rooms: list[Room]) -> dict[int, list[Json]]:
    found: dict[int, list[Json]] = {}
    rows = Member.objects.filter(room__in=rooms).select_related("person") if rooms else ()
    for row in rows:
        found.setdefault(row.room_id, []).append({"id": row.person.public_id, "name": str(row.person)})
    return found
