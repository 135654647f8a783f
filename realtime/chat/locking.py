"""Locks of the chat, always in this order: the room's row, members' rows by id, topics in `publish`.

Whoever changes a room, its members or its messages holds the room's row: a ban comes before a message or after it.
Reading on takes only the reader's own member row, so that a thousand readers do not stand in the senders' way.
"""

from datetime import datetime

from project.accounts.visitors import Visitor
from realtime.chat.access import Standing, standing_in
from realtime.chat.models import Message, Room
from realtime.chat.refusals import UnknownMessage, UnknownRoom


def locked_standing(visitor: Visitor, room_id: str) -> Standing:
    """Lock the room and say what the visitor is there now. Raises `UnknownRoom` when there is none."""
    room = Room.objects.select_for_update().filter(public_id=room_id).first()
    if room is None:
        raise UnknownRoom
    return standing_in(visitor, room)


def locked_message(visitor: Visitor, message_id: str) -> tuple[Standing, Message]:
    """Lock the room of a message, then read it. Raises `UnknownMessage`, also where the room may not be known."""
    room_id = Message.objects.filter(public_id=message_id).values_list("room__public_id", flat=True).first()
    if room_id is None:
        raise UnknownMessage
    standing = locked_standing(visitor, room_id)
    if not standing.may_read:
        raise UnknownMessage
    return standing, Message.objects.select_related("author").get(public_id=message_id)


def take_place(room: Room, *, is_text: bool, now: datetime) -> None:
    """Give the room's next place to a message; the room is locked."""
    room.seq += 1
    if is_text:
        room.count += 1
        room.text_seq, room.last_at = room.seq, max(room.last_at, now)
    room.save(update_fields=["seq", "count", "text_seq", "last_at"])


def to_milliseconds(now: datetime) -> datetime:
    """The moment as pages see it: what is finer would sort rows and their texts differently."""
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
