"""The database's last word on rooms, members and messages."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from project.accounts.models import User
from realtime.chat.models import Attachment, Member, Mention, Message, Reaction, Room, Stay
from tests.realtime.chat.room import NOON

pytestmark = pytest.mark.django_db


def a_room(**fields: object) -> Room:
    """A room as a row."""
    return Room.objects.create(**{"kind": "public", "created_at": NOON, "last_at": NOON, **fields})


def a_message(room: Room, **fields: object) -> Message:
    """A message as a row."""
    return Message.objects.create(**{"room": room, "seq": 1, "ordinal": 1, "at": NOON, **fields})


def a_person() -> User:
    """Somebody."""
    return User.objects.create_guest(name="Gus")


def doubled(make: Callable[[], object]) -> Callable[[], object]:
    """The same row twice."""

    def twice() -> object:
        make()
        return make()

    return twice


def member(room: Room, person: User, **fields: object) -> Member:
    """A member as a row."""
    return Member.objects.create(**{"room": room, "person": person, "joined_at": NOON, "moved_at": NOON, **fields})


def case_rows(case: str) -> Callable[[], object]:
    """A row or two that the database refuses."""
    room, person = a_room(), a_person()
    message = a_message(room, author=person, client_message_id="one")
    cases: dict[str, Callable[[], object]] = {
        "room of no kind": lambda: a_room(kind="secret"),
        "room in no state": lambda: a_room(state="burning"),
        "direct room without its set": lambda: a_room(kind="direct"),
        "public room with a set": lambda: a_room(direct_key="1"),
        "two direct rooms of one set": doubled(lambda: a_room(kind="direct", direct_key="1")),
        "attached room without its object": lambda: a_room(kind="attached"),
        "two rooms of one object": doubled(lambda: a_room(kind="attached", object_kind="b", object_key="1")),
        "room with more texts than messages": lambda: a_room(count=2, seq=1),
        "room slower than six hours": lambda: a_room(slow_seconds=21_601),
        "two messages in one place": lambda: a_message(room),
        "two messages of one client id": lambda: a_message(room, seq=2, author=person, client_message_id="one"),
        "message before the first": lambda: a_message(room, seq=0),
        "taken back message with words": lambda: a_message(room, seq=2, deleted="author", plain="Still"),
        "message of no kind": lambda: a_message(room, seq=2, kind="shout"),
        "two reactions of one kind": doubled(
            lambda: Reaction.objects.create(message=message, person=person, emoji="👍", at=NOON)
        ),
        "two mentions of one person": doubled(lambda: Mention.objects.create(message=message, person=person)),
        "two memberships": doubled(lambda: member(room, person)),
        "banned owner": lambda: member(room, person, state="banned", role="owner"),
        "member of no role": lambda: member(room, person, role="king"),
        "reader ahead of the place": lambda: member(room, person, read_count=2, read_seq=1),
        "two stays": doubled(lambda: Stay.objects.create(room=room, person=person, since=NOON, last_seen_at=NOON)),
        "picture without a size": lambda: Attachment.objects.create(
            room=room, kind="image", name="a", mime="image/png", bytes=1, created_at=NOON
        ),
    }
    return cases[case]


CASES = (
    *("room of no kind", "room in no state", "direct room without its set", "public room with a set"),
    *("two direct rooms of one set", "attached room without its object", "two rooms of one object"),
    *("room with more texts than messages", "room slower than six hours", "two messages in one place"),
    *("two messages of one client id", "message before the first", "taken back message with words"),
    *("message of no kind", "two reactions of one kind", "two mentions of one person", "two memberships"),
    *("banned owner", "member of no role", "reader ahead of the place", "two stays", "picture without a size"),
)


@pytest.mark.parametrize("case", CASES)
def test_the_database_refuses(case: str) -> None:
    make = case_rows(case)

    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_every_person_is_a_foreign_key_so_that_a_guest_can_become_a_member() -> None:
    pointing = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("chat").get_models()
        for field in model._meta.fields
        if field.remote_field is not None and field.remote_field.model is User
    }

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
            " WHERE table_name LIKE 'chat_%%' AND column_name ~ '(person|author|owner|user|public_id)'"
        )
        columns = {str(row[0]).removeprefix("chat_").removesuffix("_id") for row in cursor.fetchall()}
    own_ids = {"room.public", "message.public", "attachment.public"}
    assert columns - own_ids <= pointing
