"""Coming into a room and leaving it, by one's own wish or an invitation."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.chat.access import Standing, admitted, moderator
from realtime.chat.actions.entering import admit, enter, expel
from realtime.chat.actions.posting import pulse_of, room_changed
from realtime.chat.actions.rooms import UnknownPerson
from realtime.chat.events import MemberChanged
from realtime.chat.inboxes import news_for_all
from realtime.chat.locking import locked_standing, to_milliseconds
from realtime.chat.models import Member, Room
from realtime.chat.public import member_out, person_out
from realtime.chat.refusals import NameNeeded, RoomArchived
from realtime.events import Event
from realtime.publish import publish


class LastOwner(Refusal):
    """A room with people in it has an owner."""

    message = _("You are the only owner: name another one first.")


class DirectRoomStays(Refusal):
    """A direct room is for one set of people: nobody is added and nobody leaves."""

    message = _("Nobody joins or leaves a direct room.")


def join_room(*, visitor: Visitor, room: str, now: datetime) -> Room:
    """Become a member of a room that is open to all; being one already changes nothing.

    Raises `NameNeeded`, `UnknownRoom`, `BannedHere`, `RoomArchived`.
    """
    now = to_milliseconds(now)
    with transaction.atomic():
        standing = admitted(locked_standing(visitor, room))
        if not visitor.is_named:
            raise NameNeeded
        if not standing.is_in:
            take_in(standing, now=now)
        return standing.room


def take_in(standing: Standing, *, now: datetime) -> None:
    """Make a member of somebody whose room is locked, and publish that."""
    if standing.room.state == Room.State.ARCHIVED:
        raise RoomArchived
    inside, crossed = enter(standing, now=now)
    if inside.member is not None:
        publish(
            *changed(inside.room, inside.member),
            *news_for_all(inside.room, also=[inside.member.person_id], crossed=crossed),
            at=now,
        )


def leave_room(*, visitor: Visitor, room: str, now: datetime) -> None:
    """Leave; not being there changes nothing. The last one out archives the room.

    Raises `UnknownRoom`, `BannedHere`, `LastOwner`, `DirectRoomStays`.
    """
    now = to_milliseconds(now)
    with transaction.atomic():
        standing = admitted(locked_standing(visitor, room))
        if standing.member is None or not standing.is_in:
            return
        if standing.room.kind == Room.Kind.DIRECT:
            raise DirectRoomStays
        alone = standing.room.member_count <= 1
        if standing.role == Member.Role.OWNER and not alone and not _other_owners(standing):
            raise LastOwner
        expel(standing.room, standing.member, state=Member.State.LEFT, now=now)
        publish(*_left(standing.room, standing.member, alone=alone), at=now)


def add_people(*, visitor: Visitor, room: str, people: Collection[str], now: datetime) -> None:
    """Bring people (public ids) into a room; those who are in stay, those who are banned stay out.

    Raises `UnknownRoom`, `BannedHere`, `ModeratorsOnly`, `UnknownPerson`, `DirectRoomStays`, `RoomArchived`.
    """
    now = to_milliseconds(now)
    with transaction.atomic():
        standing = moderator(locked_standing(visitor, room))
        if standing.room.kind == Room.Kind.DIRECT:
            raise DirectRoomStays
        if standing.room.state == Room.State.ARCHIVED:
            raise RoomArchived
        _add(standing.room, people, now)


def _add(room: Room, people: Collection[str], now: datetime) -> None:
    found = list(User.objects.filter(public_id__in=people, is_active=True))
    if len(found) != len(set(people)):
        raise UnknownPerson
    rows = {row.person_id: row for row in Member.objects.filter(room=room, person__in=found)}
    out = [person for person in found if _may_be_added(rows.get(person.pk))]
    crossed = [admit(room, person.pk, earlier=rows.get(person.pk), now=now) for person in out]
    if not out:
        return
    members = Member.objects.filter(room=room, person__in=out).select_related("person")
    events = [event for member in members for event in changed(room, member)]
    publish(*events, *news_for_all(room, also=[person.pk for person in out], crossed=any(crossed)), at=now)


def _may_be_added(row: Member | None) -> bool:
    return row is None or row.state in {Member.State.LEFT, Member.State.REMOVED}


def changed(room: Room, member: Member) -> list[Event]:
    """The news of one member's role and standing."""
    value = member_out(member, person_out(member.person))
    return [MemberChanged(room=room.public_id, value=value)]


def _other_owners(standing: Standing) -> bool:
    owners = Member.objects.filter(room=standing.room, state=Member.State.IN, role=Member.Role.OWNER)
    return owners.exclude(person=standing.visitor.person_id).exists()


def _left(room: Room, member: Member, *, alone: bool) -> list[Event]:
    events = changed(room, member)
    if alone and room.kind != Room.Kind.ATTACHED:
        room.state = Room.State.ARCHIVED
        room.save(update_fields=["state"])
        events += [room_changed(room), pulse_of(room)]
    return [*events, *news_for_all(room, also=[member.person_id])]
