"""One person's two memberships of a room become one: what a moderator took from either is not given back."""

from datetime import datetime

from project.accounts.models import User
from realtime.chat.access import RANKS
from realtime.chat.actions.entering import close_doors
from realtime.chat.actions.members import changed
from realtime.chat.inboxes import count_members, news_for_all
from realtime.chat.models import Member, Room, Stay
from realtime.events import Event

# Whoever was sent away as one of the two is sent away; an owner cannot be, so an owner stays.
STRICTEST = (Member.State.BANNED, Member.State.IN, Member.State.REMOVED, Member.State.LEFT)


def merge_membership(room: Room, guest: int, member: User, now: datetime) -> list[Event]:
    """Make it one row; the room is locked. What its people are told of that; nothing where there was no membership."""
    # Locked too: reading on takes the reader's own row alone.
    locked = Member.objects.select_for_update().filter(room=room, person__in=[guest, member.pk]).order_by("person_id")
    rows = {row.person_id: row for row in locked}
    was, kept = rows.get(guest), rows.get(member.pk)
    if was is None:
        return []
    here = [row for row in (was, kept) if row is not None and row.state == Member.State.IN]
    if kept is None:
        kept = was
    else:
        was.delete()
        _join(kept, was)
    kept.person, kept.room, kept.address_digest, kept.moved_at = member, room, "", max(kept.moved_at, now)
    kept.save()
    count_members(room, (1 if kept.state == Member.State.IN else 0) - len(here))
    if kept.state == Member.State.BANNED:
        close_doors(room, kept)
    return [*changed(room, kept), *news_for_all(room, also=[member.pk])]


def merge_stay(room: Room, guest: int, member: int) -> None:
    """Whoever is here is here once, since they first came."""
    rows = {row.person_id: row for row in Stay.objects.filter(room=room, person__in=[guest, member])}
    was, kept = rows.get(guest), rows.get(member)
    if was is not None and kept is not None:
        kept.since, kept.announced = min(was.since, kept.since), was.announced or kept.announced
        kept.save(update_fields=["since", "announced"])
        was.delete()
    elif was is not None:
        Stay.objects.filter(pk=was.pk).update(person=member)


def _join(kept: Member, was: Member) -> None:
    pair = (kept, was)
    here = [row for row in pair if row.state == Member.State.IN]
    highest = max((row.role for row in here), key=lambda role: RANKS[role], default=Member.Role.MEMBER)
    states = {row.state for row in pair}
    kept.state = Member.State.IN if highest == Member.Role.OWNER else next(one for one in STRICTEST if one in states)
    kept.role = highest if kept.state == Member.State.IN else Member.Role.MEMBER
    kept.joined_at = min(row.joined_at for row in here or pair)
    kept.moved_at = max(row.moved_at for row in pair)
    kept.read_seq, kept.read_count = max(pair, key=lambda row: row.read_seq).read_seq, max(r.read_count for r in pair)
    kept.muted_until = max((row.muted_until for row in pair if row.muted_until is not None), default=None)
    kept.last_sent_at = max((row.last_sent_at for row in pair if row.last_sent_at is not None), default=None)
