"""Rooms, members and messages as rows, for tests that look at what is read and not at how it was written."""

from datetime import UTC, datetime, timedelta

from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.chat.models import Member, Message, Room
from realtime.chat.text import render

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def a_person(name: str) -> User:
    """Somebody who can sign in."""
    return User.objects.create_user(f"{name.lower()}@example.org", display_name=name)


def as_visitor(person: User | None) -> Visitor:
    """The visit of this person, or of nobody known."""
    if person is None:
        return Visitor()
    user_id = None if person.is_guest else person.pk
    return Visitor(user_id=user_id, person_id=person.pk, public_id=person.public_id, name=person.display_name)


def a_room(*members: User, kind: str = "public", title: str = "Room") -> Room:
    """A room with these people in it."""
    room = Room.objects.create(
        kind=kind,
        title=title,
        direct_key="+".join(sorted(str(person.pk) for person in members)) if kind == "direct" else None,
        created_at=NOON,
        last_at=NOON,
    )
    for person in members:
        belongs(room, person)
    return room


def belongs(room: Room, person: User, state: str = "in") -> Member:
    """Let a person stand like this in a room."""
    member, _new = Member.objects.update_or_create(
        room=room, person=person, defaults={"state": state, "joined_at": NOON, "moved_at": NOON}
    )
    return member


def a_message(room: Room, author: User, body: str, *, minutes: int = 0, deleted: str = "") -> Message:
    """The next message of a room; a deleted one has lost its words."""
    room.seq += 1
    room.count = room.text_seq = room.seq
    room.save(update_fields=["seq", "count", "text_seq"])
    rendered = render("" if deleted else body)
    return Message.objects.create(
        room=room,
        seq=room.seq,
        ordinal=room.count,
        author=author,
        body="" if deleted else body,
        html=rendered.html,
        plain=rendered.text,
        deleted=deleted,
        at=NOON + timedelta(minutes=minutes),
    )
