"""What a room announces to those who may read it, and what one person's inbox is told."""

from dataclasses import dataclass
from typing import ClassVar

from realtime.events import Event
from realtime.topics import Json


@dataclass(frozen=True, kw_only=True)
class RoomEvent(Event):
    """News of one room for everybody in it."""

    room: str
    value: Json

    @property
    def topic(self) -> str:
        """The room's history."""
        return f"chat.{self.room}"

    def data(self) -> Json:
        """The value alone: the topic says which room."""
        return self.value


@dataclass(frozen=True, kw_only=True)
class MessagePosted(RoomEvent):
    """One more message, whole."""

    name: ClassVar[str] = "message.posted"


@dataclass(frozen=True, kw_only=True)
class MessageEdited(RoomEvent):
    """A message has other words: everything of it but its reactions and replies."""

    name: ClassVar[str] = "message.edited"


@dataclass(frozen=True, kw_only=True)
class MessageDeleted(RoomEvent):
    """A message was taken back: `id`, and `by` author or moderator."""

    name: ClassVar[str] = "message.deleted"


@dataclass(frozen=True, kw_only=True)
class MessageReacted(RoomEvent):
    """All reactions under one message."""

    name: ClassVar[str] = "message.reacted"


@dataclass(frozen=True, kw_only=True)
class MessageReplied(RoomEvent):
    """The thread under a message has grown."""

    name: ClassVar[str] = "message.replied"


@dataclass(frozen=True, kw_only=True)
class RoomChanged(RoomEvent):
    """Title, topic, state or pace of the room, whole."""

    name: ClassVar[str] = "room.changed"


@dataclass(frozen=True, kw_only=True)
class MemberChanged(RoomEvent):
    """Somebody's role or standing changed."""

    name: ClassVar[str] = "member.changed"


@dataclass(frozen=True, kw_only=True)
class PersonBecame(RoomEvent):
    """A guest signed in: what `was` theirs (a public id) in this room is that `person`'s, under their name."""

    name: ClassVar[str] = "person.became"


@dataclass(frozen=True, kw_only=True)
class PulseMoved(RoomEvent):
    """How far the room has come, for those who look at it from elsewhere."""

    name: ClassVar[str] = "pulse.moved"

    @property
    def topic(self) -> str:
        """The room's pulse."""
        return f"pulse.{self.room}"


@dataclass(frozen=True, kw_only=True)
class InboxChanged(Event):
    """One room stands differently in one person's inbox."""

    name: ClassVar[str] = "inbox.changed"
    person: str
    entry: Json

    @property
    def topic(self) -> str:
        """The person's inbox."""
        return f"inbox.{self.person}"

    def data(self) -> Json:
        """The entry that replaces the room's old one."""
        return {"entry": self.entry}
