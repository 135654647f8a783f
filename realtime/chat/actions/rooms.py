"""Opening rooms and changing them: one room for one set of people, one for one object, however many ask at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base.errors import NotFound, Refusal
from realtime.chat.access import Standing, moderator, owner
from realtime.chat.actions.drafts import count_one, digest_of
from realtime.chat.actions.entering import admit
from realtime.chat.actions.log import keep_entry
from realtime.chat.actions.posting import noted, pulse_of, room_changed
from realtime.chat.inboxes import news_for_all
from realtime.chat.locking import locked_standing, to_milliseconds
from realtime.chat.models import Member, Message, Room
from realtime.chat.refusals import NameNeeded
from realtime.events import Event
from realtime.publish import publish

FEWEST_DIRECT, MOST_DIRECT = 2, 20


class UnknownPerson(NotFound):
    """Nobody has this id."""

    message = gettext_lazy("There is no such person.")


class WrongNumberOfPeople(Refusal):
    """A direct room has two to twenty people."""

    status = 422
    message = gettext_lazy("A direct room is for two to twenty people.")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to be different about a room; None leaves it as it is."""

    title: str | None = None
    about: str | None = None
    state: str | None = None
    slow_seconds: int | None = None
    words: Sequence[str] | None = None

    def asked(self) -> dict[str, object]:
        """What is asked for."""
        return {name: value for name, value in vars(self).items() if value is not None}


def open_room(*, visitor: Visitor, title: str, about: str = "", kind: str = "public", now: datetime) -> Room:
    """Open a public or private room; whoever opens it owns it. Raises `NameNeeded`, `TooManyMessages`."""
    if visitor.person_id is None:
        raise NameNeeded
    count_one(visitor, "room")
    now = to_milliseconds(now)
    with transaction.atomic():
        room = Room.objects.create(
            kind=kind, title=title, about=about, created_by_id=visitor.person_id, created_at=now, last_at=now
        )
        admit(room, visitor.person_id, earlier=None, role=Member.Role.OWNER, now=now)
        publish(*news_for_all(room), at=now)
    return room


def open_direct(*, visitor: Visitor, people: Collection[str], now: datetime) -> Room:
    """The one room of this visitor with these people (public ids), opened if need be.

    Raises `NameNeeded`, `UnknownPerson`, `WrongNumberOfPeople`, `TooManyMessages`.
    """
    if visitor.person_id is None:
        raise NameNeeded
    count_one(visitor, "room")
    others = {*people} - {visitor.public_id or ""}
    found = set(User.objects.filter(public_id__in=others, is_active=True).values_list("pk", flat=True))
    if len(found) != len(others):
        raise UnknownPerson
    everybody = sorted(found | {visitor.person_id})
    if not FEWEST_DIRECT <= len(everybody) <= MOST_DIRECT:
        raise WrongNumberOfPeople
    return _only_one(
        Room(kind=Room.Kind.DIRECT, direct_key=digest_of(*everybody), created_by_id=visitor.person_id),
        found={"direct_key": digest_of(*everybody)},
        members=everybody,
        now=to_milliseconds(now),
    )


def open_room_for(*, kind: str, key: str, title: str, now: datetime, members: Collection[int] | None = None) -> Room:
    """The one room beside an object, opened if need be; without `members` (rows of people) it is open to all.

    `kind` is registered with `register_attachment`; members who are missing are added, none is taken out.
    """
    return _only_one(
        Room(
            kind=Room.Kind.ATTACHED,
            object_kind=kind,
            object_key=key,
            title=title[:80],
            members_only=members is not None,
        ),
        found={"object_kind": kind, "object_key": key},
        members=sorted(members or ()),
        now=to_milliseconds(now),
    )


def _only_one(room: Room, *, found: dict[str, str], members: Sequence[int], now: datetime) -> Room:
    """The room that is there already, or this one: of two who open it at once, one does."""
    existing = Room.objects.filter(**found).first()
    if existing is None:
        room.created_at = room.last_at = now
        try:
            with transaction.atomic():
                room.save(force_insert=True)
                _add_missing(room, members, now=now)
            return room
        except IntegrityError:
            existing = Room.objects.get(**found)
    with transaction.atomic():
        _add_missing(existing, members, now=now)
    return existing


def _add_missing(room: Room, people: Sequence[int], *, now: datetime) -> None:
    here = set(Member.objects.filter(room=room, person__in=people).values_list("person_id", flat=True))
    missing = [person for person in people if person not in here]
    if not missing:
        return
    locked = Room.objects.select_for_update().get(pk=room.pk)
    here = set(Member.objects.filter(room=room, person__in=missing).values_list("person_id", flat=True))
    crossed = [admit(locked, person, earlier=None, now=now) for person in missing if person not in here]
    publish(*news_for_all(locked, also=missing, crossed=any(crossed)), at=now)


def change_room(*, visitor: Visitor, room: str, change: Change, now: datetime) -> Room:
    """Change title, topic, state, pace or unwanted words. Archiving and reopening is for owners.

    Raises `UnknownRoom`, `BannedHere`, `ModeratorsOnly`, `OwnersOnly`.
    """
    now = to_milliseconds(now)
    with transaction.atomic():
        standing = moderator(locked_standing(visitor, room))
        asked = {name: value for name, value in change.asked().items() if getattr(standing.room, name) != value}
        if not asked:
            return standing.room
        _refuse_archiving(standing, asked)
        for name, value in asked.items():
            setattr(standing.room, name, value)
        standing.room.save(update_fields=[*asked])
        keep_entry(standing, "change", excerpt=", ".join(sorted(asked)), now=now)
        publish(*_told(standing, asked, now), at=now)
        return standing.room


def _refuse_archiving(standing: Standing, asked: dict[str, object]) -> None:
    if "state" in asked and Room.State.ARCHIVED in (asked["state"], standing.room.state):
        owner(standing)


def _told(standing: Standing, asked: dict[str, object], now: datetime) -> list[Event]:
    room = standing.room
    events: list[Event] = []
    if "state" in asked:
        person = User.objects.filter(pk=standing.visitor.person_id or 0).first()
        events.append(noted(room, kind=Message.Kind.NOTICE, person=person, words=_state_words(room), now=now))
    events.append(room_changed(room))
    if {"title", "state"} & asked.keys():
        events += [pulse_of(room), *news_for_all(room)]
    return events


def _state_words(room: Room) -> str:
    words = {
        "open": _("The room is open again."),
        "locked": _("The room was locked: only moderators can write."),
        "archived": _("The room was archived: it can only be read."),
    }
    return words[room.state]
