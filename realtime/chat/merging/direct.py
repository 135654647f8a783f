"""Direct rooms are for one set of people: where that set has a room already, or is one person, it becomes another."""

from django.db import IntegrityError, transaction

from project.accounts.models import User
from realtime.chat.actions.drafts import digest_of
from realtime.chat.actions.posting import pulse_of, room_changed
from realtime.chat.inboxes import news_for_all
from realtime.chat.models import Member, Room
from realtime.events import Event


def settle_direct(room: Room, guest: User, member: User) -> list[Event]:
    """Find a direct room its new set, after its members changed; nothing to tell of other rooms.

    Where the member talks with the same people already, this room goes on as a private one beside that. One between
    the two, who are one person, is kept to be read.
    """
    if room.kind != Room.Kind.DIRECT:
        return []
    people = sorted(Member.objects.filter(room=room).values_list("person_id", flat=True))
    if len(people) < 2 or not _take_set(room, digest_of(*people)):
        _go_on_alone(room, str(guest), is_over=len(people) < 2)
    return [room_changed(room), pulse_of(room), *news_for_all(room, also=[member.pk])]


def _take_set(room: Room, key: str) -> bool:
    try:
        with transaction.atomic():
            Room.objects.filter(pk=room.pk).update(direct_key=key)
    except IntegrityError:
        return False
    room.direct_key = key
    return True


def _go_on_alone(room: Room, title: str, *, is_over: bool) -> None:
    room.kind, room.direct_key, room.title = Room.Kind.PRIVATE, None, title[:80]
    if is_over:
        room.state = Room.State.ARCHIVED
    room.save(update_fields=["kind", "direct_key", "title", "state"])
    Member.objects.filter(room=room, state=Member.State.IN).update(role=Member.Role.OWNER)
