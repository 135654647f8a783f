"""Which inboxes hear of a change: everybody's in a small room, in a crowded one only those it is about."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from realtime.chat.events import InboxChanged
from realtime.chat.models import Member, Room
from realtime.chat.queries.inbox import entries_of

SMALL = 20


def news_for_all(room: Room, *, also: Collection[int] = (), crossed: bool = False) -> list[InboxChanged]:
    """What the members of a small room are told now; `also` names people who hear of it in any room.

    `crossed`: it has just become crowded, which everybody hears once.
    """
    rows = Member.objects.filter(room=room, person__in=also)
    if crossed or not room.crowded:
        rows = rows | Member.objects.filter(room=room, state=Member.State.IN)
    elif not also:
        return []
    return _news(room, rows)


def news_for(room: Room, people: Collection[int]) -> list[InboxChanged]:
    """What these people are told of the room now."""
    return _news(room, Member.objects.filter(room=room, person__in=people)) if people else []


def _news(room: Room, rows: QuerySet[Member]) -> list[InboxChanged]:
    # Locked before anything is counted: of two who tell one inbox at once, the later knows what the earlier told.
    members = list(rows.select_for_update(of=("self",)).select_related("person").order_by("person_id"))
    for member in members:
        member.room = room
    entries = entries_of(members)
    return [
        InboxChanged(person=member.person.public_id, entry=entry)
        for member, entry in zip(members, entries, strict=True)
    ]


def lift(room: Room, people: Collection[int], *, now: datetime) -> None:
    """Bring the room to the top of these inboxes."""
    Member.objects.filter(room=room, person__in=people).update(moved_at=Greatest(F("moved_at"), now))


def count_members(room: Room, more: int) -> bool:
    """Keep the number of members; the room is locked. True when it has just become crowded: all must be told."""
    room.member_count += more
    crossed = room.member_count > SMALL and not room.crowded
    room.crowded = room.crowded or crossed
    room.save(update_fields=["member_count", "crowded"])
    if crossed:
        Member.objects.filter(room=room).update(moved_at=Greatest(F("moved_at"), room.last_at))
    return crossed
