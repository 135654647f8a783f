"""One person's rooms, newest first, with what is unread in each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Case, Count, F, When
from django.db.models.functions import Collate, Greatest

from realtime.chat.folds import SHOWN_ROOMS, in_order
from realtime.chat.models import Member, Mention, Message, Room
from realtime.chat.public import Json, person_out
from realtime.chat.text.plain import shortened
from realtime.events import utc_text

LAST_LETTERS = 80


def inbox_of(person_id: int) -> Json:
    """The snapshot of an inbox. Rooms that were left keep their place in it, marked, so that places only rise."""
    told = Case(
        When(state=Member.State.IN, room__crowded=False, then=Greatest("moved_at", "room__last_at")),
        default=F("moved_at"),
    )
    rows = Member.objects.filter(person=person_id).select_related("room", "person").annotate(told_at=told)
    newest = rows.order_by("-told_at", Collate("room__public_id", "C").desc())[:SHOWN_ROOMS]
    return {"rooms": in_order(entries_of(list(newest)))}


def entries_of(members: Sequence[Member]) -> list[Json]:
    """The entry of each membership, in a number of queries that does not depend on how many they are."""
    lasts = _lasts({member.room for member in members if _tells_of_each(member)})
    unread, titles = _unread_mentions(members), _direct_titles(members)
    return [_entry(member, lasts.get(member.room_id), unread.get(member.pk, 0), titles) for member in members]


def _tells_of_each(member: Member) -> bool:
    return member.state == Member.State.IN and not member.room.crowded


def _entry(member: Member, last: Json | None, unread: int, titles: dict[int, str]) -> Json:
    room, here, each = member.room, member.state == Member.State.IN, _tells_of_each(member)
    title = titles.get(member.pk, room.title) if each else None
    return {
        "room": {"id": room.public_id, "kind": room.kind, "title": title, "state": room.state if each else None},
        "crowded": room.crowded,
        "here": here,
        "role": member.role if here else None,
        "seq": room.text_seq if each else None,
        "count": room.count if each else None,
        "read_count": member.read_count,
        "read_seq": member.read_seq,
        "unread_mentions": unread if here else 0,
        "notify": member.notify,
        "last": last if each else None,
        "at": utc_text(max(room.last_at, member.moved_at) if each else member.moved_at),
    }


def _lasts(rooms: Iterable[Room]) -> dict[int, Json]:
    """The newest thing written in each of these rooms."""
    places = {room.pk: room.text_seq for room in rooms if room.text_seq}
    rows = Message.objects.filter(room__in=places, seq__in=set(places.values())).select_related("author")
    shown = rows.only("room", "seq", "plain", "at", "author", "author__public_id", "author__display_name")
    return {row.room_id: last_out(row) for row in shown if places[row.room_id] == row.seq}


def last_out(message: Message) -> Json:
    """A message as the line of a list."""
    plain = shortened(message.plain, LAST_LETTERS)
    return {"plain": plain, "author": person_out(message.author), "at": utc_text(message.at)}


def _unread_mentions(members: Sequence[Member]) -> dict[int, int]:
    """How often each is named in what they have not read, by membership; those who are not named are absent."""
    rows = Mention.objects.filter(
        message__room__members__in=[member.pk for member in members],
        message__room__members__person=F("person"),
        message__seq__gt=F("message__room__members__read_seq"),
        message__deleted="",
    )
    counted = rows.values_list("message__room__members").annotate(Count("pk"))
    return dict(counted.values_list("message__room__members", "pk__count"))


def _direct_titles(members: Sequence[Member]) -> dict[int, str]:
    """A direct room is called by the names of the others."""
    direct = [member for member in members if member.room.kind == Room.Kind.DIRECT]
    if not direct:
        return {}
    names: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Member.objects.filter(room__in={member.room_id for member in direct}).select_related("person")
    for row in rows.order_by("person_id"):
        names[row.room_id].append((row.person_id, str(row.person)))
    return {member.pk: _others(names[member.room_id], member.person_id) for member in direct}


def _others(names: list[tuple[int, str]], me: int) -> str:
    return shortened(", ".join(name for person, name in names if person != me), LAST_LETTERS)
