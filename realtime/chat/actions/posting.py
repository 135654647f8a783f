"""What several actions do to a room's history: note something in it, and tell how the room is now."""

from datetime import datetime

from project.accounts.models import User
from realtime.chat.events import MessagePosted, PulseMoved, RoomChanged
from realtime.chat.locking import take_place
from realtime.chat.models import Message, Room
from realtime.chat.public import message_out, person_out, pulse_out, room_out, weight_of
from realtime.chat.queries.people import people_of_direct


def noted(room: Room, *, kind: str, person: User | None, words: str, now: datetime) -> MessagePosted:
    """Note something in the room's history; the room is locked. What is noted does not count as unread."""
    take_place(room, is_text=False, now=now)
    message = Message(room=room, seq=room.seq, ordinal=room.count, kind=kind, author=person, plain=words, at=now)
    shown = message_out(message, author=person_out(person))
    message.weight = shown["weight"] = weight_of(shown)
    message.save(force_insert=True)
    return MessagePosted(room=room.public_id, value=shown)


def pulse_of(room: Room) -> PulseMoved:
    """How far the room has come now."""
    return PulseMoved(room=room.public_id, value=pulse_out(room))


def room_changed(room: Room) -> RoomChanged:
    """The room as it is now."""
    return RoomChanged(room=room.public_id, value=room_out(room, people_of_direct(room)))
