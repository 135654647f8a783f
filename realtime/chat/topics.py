"""The topics of the chat: a room's history, its pulse (how far it has come), and a person's inbox."""

from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.chat import events, told
from realtime.chat.access import standing_in
from realtime.chat.actions.stays import saw
from realtime.chat.folds import fold_inbox, fold_room
from realtime.chat.models import Room
from realtime.chat.public import pulse_out
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.queries.messages import newest_of
from realtime.topics import Json, Kind, Mode, NoSuchTopic, Presence, register


def may_join_room(visitor: Visitor, key: str) -> bool:
    """Whoever may read the room."""
    room = Room.objects.filter(public_id=key).first()
    return room is not None and standing_in(visitor, room).may_read


def may_join_inbox(visitor: Visitor, key: str) -> bool:
    """Its person alone."""
    return visitor.is_named and visitor.public_id == key


def room_snapshot(key: str) -> Json:
    """The room and its newest messages; raises `NoSuchTopic`."""
    return newest_of(_room(key))


def pulse_snapshot(key: str) -> Json:
    """How far the room has come; raises `NoSuchTopic`."""
    return pulse_out(_room(key))


def inbox_snapshot(key: str) -> Json:
    """The person's rooms; raises `NoSuchTopic`."""
    person = User.objects.filter(public_id=key).values_list("pk", flat=True).first()
    if person is None:
        raise NoSuchTopic(key)
    return inbox_of(person)


def _room(key: str) -> Room:
    room = Room.objects.filter(public_id=key).first()
    if room is None:
        raise NoSuchTopic(key)
    return room


CHAT = Kind(
    name="chat",
    mode=Mode.LOG,
    may_join=may_join_room,
    scope="chat:read",
    snapshot=room_snapshot,
    fold=fold_room,
    presence=Presence.PEOPLE,
    signals=frozenset({"typing"}),
    signal_scope="chat:write",
    seen=saw,
    shows=told.RoomShown,
    tells=(
        (events.MessagePosted, told.MessageOut),
        (events.MessageEdited, told.Edited),
        (events.MessageDeleted, told.Deleted),
        (events.MessageReacted, told.ReactionsOut),
        (events.MessageReplied, told.Replied),
        (events.RoomChanged, told.RoomOut),
        (events.MemberChanged, told.MemberOut),
        (events.PersonBecame, told.Became),
    ),
)
PULSE = Kind(
    name="pulse",
    mode=Mode.LATEST,
    may_join=may_join_room,
    scope="chat:read",
    snapshot=pulse_snapshot,
    shows=told.PulseShown,
    tells=((events.PulseMoved, told.PulseShown),),
)
INBOX = Kind(
    name="inbox",
    mode=Mode.LOG,
    may_join=may_join_inbox,
    scope="chat:read",
    snapshot=inbox_snapshot,
    fold=fold_inbox,
    shows=told.InboxShown,
    tells=((events.InboxChanged, told.InboxMoved),),
)


def register_topics() -> None:
    """Make the three kinds known to the core."""
    for kind in (CHAT, PULSE, INBOX):
        register(kind)
