"""What the chat's topics tell, in types: snapshots, and the data of each event. `/api/asyncapi.json` is made of it."""

from ninja import Schema

from realtime.chat.schemas import MemberOut, MessageOut, NameOut, ReactionsOut, RepliesOut, RoomOut


class RoomShown(Schema):
    """A room and its newest messages; `earlier` says that older ones can be asked for."""

    room: RoomOut
    messages: list[MessageOut]
    earlier: bool


class Edited(Schema):
    """A message with other words; what is not said here has not changed."""

    id: str
    seq: int
    author: NameOut | None
    html: str
    plain: str
    mentions: list[str]
    edited_at: str | None
    weight: int


class Deleted(Schema):
    """A message that was taken back, by its `author` or a `moderator`."""

    id: str
    by: str


class Replied(Schema):
    """How the thread under a message stands."""

    id: str
    replies: RepliesOut


class Became(Schema):
    """A guest's public id, and the member they are now."""

    was: str
    person: NameOut | None


class PulseShown(Schema):
    """How far a room has come."""

    seq: int
    count: int
    at: str
    title: str
    state: str


class InboxRoom(Schema):
    """A room as a list names it."""

    id: str
    kind: str
    title: str | None
    state: str | None


class LastShown(Schema):
    """The newest message as the line of a list."""

    plain: str
    author: NameOut | None
    at: str


class InboxEntry(Schema):
    """One room in a person's inbox; crowded rooms tell how far they have come by their pulse."""

    room: InboxRoom
    crowded: bool
    here: bool
    role: str | None
    seq: int | None
    count: int | None
    read_count: int
    read_seq: int
    unread_mentions: int
    notify: str
    last: LastShown | None
    at: str


class InboxShown(Schema):
    """A person's rooms, the last active first."""

    rooms: list[InboxEntry]


class InboxMoved(Schema):
    """The entry that replaces the room's old one."""

    entry: InboxEntry


__all__ = [
    "Became",
    "Deleted",
    "Edited",
    "InboxMoved",
    "InboxShown",
    "MemberOut",
    "MessageOut",
    "PulseShown",
    "ReactionsOut",
    "Replied",
    "RoomOut",
    "RoomShown",
]
