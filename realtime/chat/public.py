"""Rooms, messages and members in the one form that topics, API and pages share."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.chat.models import Attachment, Member, Message, Room
from realtime.chat.text.plain import shortened
from realtime.events import encode, utc_text

Json = dict[str, Any]

SHOWN_PEOPLE = 20
# What a message may still come to hold after it was weighed: a quote's words, a longer name, the time of a reply.
QUOTE_BYTES, SPARE_BYTES = 1_000, 300


def person_out(person: User | None) -> Json | None:
    """A person as everybody may see them; None when their account is gone."""
    return {"id": person.public_id, "name": str(person)} if person is not None else None


def visitor_out(visitor: Visitor) -> Json:
    """The person behind a visit, without asking the database."""
    return {"id": visitor.public_id, "name": visitor.name}


def room_out(room: Room, people: Iterable[User] = ()) -> Json:
    """A room as whoever may read it sees it; `people` are those of a direct room."""
    beside = {"kind": room.object_kind, "key": room.object_key} if room.kind == Room.Kind.ATTACHED else None
    return {
        "id": room.public_id,
        "kind": room.kind,
        "title": room.title,
        "about": room.about,
        "state": room.state,
        "slow_seconds": room.slow_seconds,
        "count": room.count,
        "seq": room.seq,
        "about_object": beside,
        "people": [person_out(person) for person in people],
        "created_at": utc_text(room.created_at),
    }


def pulse_out(room: Room) -> Json:
    """How far a room has come: `seq` of the newest message that counts; title and state for lists of rooms."""
    moved = {"seq": room.text_seq, "count": room.count, "at": utc_text(room.last_at)}
    return {**moved, "title": room.title, "state": room.state}


def message_out(
    message: Message,
    *,
    author: Json | None,
    thread: str | None = None,
    quote: Json | None = None,
    mentions: Iterable[str] = (),
    reactions: Iterable[Json] = (),
    files: Iterable[Attachment] = (),
) -> Json:
    """One message. One that was taken back keeps its place and says by whom, and shows nothing else."""
    gone = bool(message.deleted)
    return {
        "id": message.public_id,
        "seq": message.seq,
        "ordinal": message.ordinal,
        "kind": message.kind,
        "author": author,
        "client_message_id": message.client_message_id,
        "html": message.html,
        "plain": shortened(message.plain),
        "thread": thread,
        "replies": replies_out(message),
        "quote": None if gone else quote,
        "mentions": [] if gone else list(mentions),
        "reactions": [] if gone else list(reactions),
        "files": [] if gone else [file_out(file) for file in files],
        "edited_at": _moment(message.edited_at),
        "deleted": message.deleted or None,
        "weight": message.weight,
        "at": utc_text(message.at),
    }


def quote_out(quoted: Message | None, author: Json | None) -> Json | None:
    """A quoted message in short; empty once that message is taken back."""
    if quoted is None:
        return None
    return {"id": quoted.public_id, "author": author, "plain": shortened(quoted.plain)}


def replies_out(message: Message) -> Json:
    """How the thread under a message stands."""
    return {"count": message.reply_count, "last_at": _moment(message.replied_at)}


def file_out(file: Attachment) -> Json:
    """A file as its message shows it."""
    shape: Json = {
        "id": file.public_id,
        "name": file.name,
        "kind": file.kind,
        "bytes": file.bytes,
        "mime": file.mime,
        "width": file.width,
        "height": file.height,
    }
    return shape


def reaction_out(emoji: str, people: list[str]) -> Json:
    """One emoji, its first twenty people and how many they are."""
    return {"emoji": emoji, "people": people[:SHOWN_PEOPLE], "count": len(people)}


def member_out(member: Member, person: Json | None) -> Json:
    """Somebody of a room, as its members see them."""
    return {
        "person": person,
        "role": member.role,
        "state": member.state,
        "muted_until": _moment(member.muted_until),
    }


def weight_of(shown: Json) -> int:
    """How many bytes a message may take in a snapshot from now on."""
    fixed = SPARE_BYTES + (QUOTE_BYTES if shown["quote"] else 0)
    return len(encode({**shown, "quote": None}).encode()) + fixed


def _moment(at: datetime | None) -> str | None:
    return utc_text(at) if at is not None else None
