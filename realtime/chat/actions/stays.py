"""Coming and going as the room notes it: a reload or a second tab is neither, and a crowd is not noted at all."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.chat.actions.posting import noted
from realtime.chat.events import MessagePosted
from realtime.chat.locking import to_milliseconds
from realtime.chat.models import Message, Room, Stay
from realtime.publish import publish

GRACE = timedelta(seconds=60)
NOTED_UP_TO = 50


def saw(key: str, visitors: tuple[Visitor, ...]) -> None:
    """What the live core tells: these named visitors have the room open in one of its processes."""
    note_seen(room=key, people=[visitor.person_id for visitor in visitors if visitor.person_id], now=clock.now())


def note_seen(*, room: str, people: Sequence[int], now: datetime) -> None:
    """Keep who is here, and note those who were not."""
    if not people:
        return
    now = to_milliseconds(now)
    with transaction.atomic():
        found = Room.objects.select_for_update().filter(public_id=room).exclude(kind=Room.Kind.DIRECT).first()
        if found is None:
            return
        stays = Stay.objects.filter(room=found)
        here = set(stays.filter(person__in=people).values_list("person_id", flat=True))
        stays.filter(person__in=here).update(last_seen_at=now)
        newcomers = list(User.objects.filter(pk__in=set(people) - here).order_by("pk"))
        if newcomers:
            _note_arrivals(found, newcomers, now)


def note_departures(*, now: datetime) -> int:
    """Note in each room who has not been seen for a minute, and forget their stay; how many they were."""
    now = to_milliseconds(now)
    gone: dict[int, list[int]] = defaultdict(list)
    for room, stay in Stay.objects.filter(last_seen_at__lt=now - GRACE).values_list("room_id", "pk"):
        gone[room].append(stay)
    return sum(_note_gone(room, stays, now) for room, stays in gone.items())


def _note_arrivals(room: Room, newcomers: list[User], now: datetime) -> None:
    few = Stay.objects.filter(room=room).count() + len(newcomers) <= NOTED_UP_TO
    announced = few and room.state != Room.State.ARCHIVED
    Stay.objects.bulk_create(
        Stay(room=room, person=person, since=now, last_seen_at=now, announced=announced) for person in newcomers
    )
    if announced:
        publish(*[_arrival(room, person, now) for person in newcomers], at=now)


def _note_gone(room_id: int, stays: list[int], now: datetime) -> int:
    with transaction.atomic():
        room = Room.objects.select_for_update().get(pk=room_id)
        few = Stay.objects.filter(room=room).count() <= NOTED_UP_TO and room.state != Room.State.ARCHIVED
        # Looked at again under the lock: somebody may have come back meanwhile.
        gone = Stay.objects.filter(pk__in=stays, last_seen_at__lt=now - GRACE).select_related("person")
        left = list(gone.order_by("last_seen_at", "pk"))
        Stay.objects.filter(pk__in=[stay.pk for stay in left]).delete()
        told = [_departure(room, stay.person, now) for stay in left if few and stay.announced]
        if told:
            publish(*told, at=now)
        return len(left)


def _arrival(room: Room, person: User, now: datetime) -> MessagePosted:
    words = _("%(name)s is here.") % {"name": person}
    return noted(room, kind=Message.Kind.JOINED, person=person, words=words, now=now)


def _departure(room: Room, person: User, now: datetime) -> MessagePosted:
    words = _("%(name)s has left.") % {"name": person}
    return noted(room, kind=Message.Kind.LEFT, person=person, words=words, now=now)
