"""Steps in a room, worded for tests: Ada owns it, Mo moderates, Ben is a member, Cyd a stranger."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.apps import apps

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.chat import actions
from realtime.chat.actions import Measure, Sending
from realtime.chat.models import Member, Message, Room
from realtime.models import EventRow

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
_numbers = count(1)


def after(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def member_called(name: str) -> Visitor:
    """A new person with an account, visiting."""
    person = User.objects.create_user(email=f"{name.lower()}{next(_numbers)}@example.org", display_name=name)
    return Visitor(user_id=person.pk, person_id=person.pk, public_id=person.public_id, name=name)


def guest_called(name: str) -> Visitor:
    """A new guest with a name, visiting."""
    guest = User.objects.create_guest(name=name)
    return Visitor(person_id=guest.pk, public_id=guest.public_id, name=name)


def open_room(owner: Visitor, *, kind: str = "public", title: str = "Harbour", now: datetime = NOON) -> Room:
    """A new room of this owner."""
    return actions.open_room(visitor=owner, title=title, kind=kind, now=now)


def put_in(room: Room, *visitors: Visitor, role: str = "member", now: datetime = NOON) -> None:
    """Make members of them, as the owner would."""
    owner = visitor_of_owner(room)
    actions.add_people(visitor=owner, room=room.public_id, people=[one.public_id or "" for one in visitors], now=now)
    if role != "member":
        for one in visitors:
            do(room, one, role)


def visitor_of_owner(room: Room) -> Visitor:
    """The owner of the room, visiting."""
    person = Member.objects.select_related("person").get(room=room, role="owner").person
    return Visitor(user_id=person.pk, person_id=person.pk, public_id=person.public_id, name=str(person))


def do(
    room: Room, whom: Visitor, action: str, *, by: Visitor | None = None, now: datetime = NOON, **more: Any
) -> Member:
    """Let a moderator, or the owner, take a measure."""
    return actions.moderate(
        visitor=by or visitor_of_owner(room),
        room=room.public_id,
        person=whom.public_id or "",
        measure=Measure(action=action, **more),
        now=now,
    )


def say(room: Room, who: Visitor, body: str = "Ahoy", *, now: datetime = NOON, **more: Any) -> dict[str, Any]:
    """Send a message with an id of its own, unless one is given."""
    address = more.pop("address", "")
    asked = {"client_message_id": f"test-{next(_numbers):08}", "body": body, **more}
    return actions.send_message(visitor=who, room=room.public_id, sending=Sending(**asked), now=now, address=address)


def row(message: dict[str, Any]) -> Message:
    """The row of a message."""
    return Message.objects.get(public_id=message["id"])


def heads() -> dict[str, int]:
    """How many events each topic has."""
    counted: dict[str, int] = {}
    for name in EventRow.objects.values_list("topic__name", flat=True):
        counted[name] = counted.get(name, 0) + 1
    return counted


@contextmanager
def assert_refused(refusal: type[Refusal], **extra: Any) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The step is refused for exactly this reason, and nothing was written or told."""
    before = everything()
    with pytest.raises(Refusal) as refused:
        yield refused
    assert type(refused.value) is refusal
    assert {key: refused.value.extra.get(key) for key in extra} == extra
    assert everything() == before


def everything() -> dict[str, Any]:
    """All rows of the chat, and how many events each topic has."""
    tables = apps.get_app_config("chat").get_models()
    kept = {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in tables}
    return {**kept, "events": heads()}
