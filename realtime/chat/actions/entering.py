"""Becoming a member, and ceasing to be one: the row, the count, the inbox; the room is locked by whoever calls."""

from dataclasses import replace
from datetime import datetime

from realtime.chat.access import Standing
from realtime.chat.inboxes import count_members
from realtime.chat.models import Member, Room
from realtime.revoke import revoke_topic_later


def enter(standing: Standing, *, now: datetime) -> tuple[Standing, bool]:
    """The standing of a member; True beside it when the room has just become crowded, which all inboxes hear."""
    if standing.is_in or standing.visitor.person_id is None:
        return standing, False
    crossed = admit(standing.room, standing.visitor.person_id, earlier=standing.member, now=now)
    member = Member.objects.get(room=standing.room, person_id=standing.visitor.person_id)
    return replace(standing, member=member), crossed


def admit(room: Room, person_id: int, *, earlier: Member | None, now: datetime, role: str = Member.Role.MEMBER) -> bool:
    """Make this person a member again or for the first time; True when that made the room crowded."""
    if earlier is None:
        # What was said before they came is history, not unread.
        read = {"read_seq": room.seq, "read_count": room.count}
        Member.objects.create(room=room, person_id=person_id, role=role, joined_at=now, moved_at=now, **read)
    else:
        earlier.state, earlier.role, earlier.joined_at = Member.State.IN, role, now
        earlier.moved_at = max(earlier.moved_at, now)
        earlier.save(update_fields=["state", "role", "joined_at", "moved_at"])
    return count_members(room, 1)


def expel(room: Room, member: Member, *, state: str, now: datetime) -> None:
    """Take somebody out of the room: as left, removed or banned. Their open pages lose it where they may not read."""
    if member.state == Member.State.IN:
        count_members(room, -1)
        member.moved_at = max(member.moved_at, now)
    member.state, member.role = state, Member.Role.MEMBER
    keep(member, "state", "role", "moved_at")
    if state == Member.State.BANNED or not room.is_open_to_all:
        close_doors(room, member)


def keep(member: Member, *fields: str) -> None:
    """Save these fields, or a new row whole: what a reader meanwhile noted in the others stays."""
    member.save(update_fields=fields if member.pk else None)


def close_doors(room: Room, member: Member) -> None:
    """Take the room's topics from somebody's open sockets when this transaction commits."""
    for topic in (f"chat.{room.public_id}", f"pulse.{room.public_id}"):
        revoke_topic_later(topic=topic, people=[member.person.public_id])
