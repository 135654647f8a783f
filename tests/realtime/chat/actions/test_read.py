"""Read state: it only goes forward, never beyond what there is, and tells nobody else."""

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions.read import NotAMember
from realtime.chat.models import Room
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.refusals import UnknownRoom
from tests.realtime.chat.room import NOON, assert_refused, heads, member_called, open_room, put_in, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    """Writes."""
    return member_called("Ada")


@pytest.fixture
def ben() -> Visitor:
    """Reads."""
    return member_called("Ben")


@pytest.fixture
def room(ada: Visitor, ben: Visitor) -> Room:
    """Both are in it, and Ada wrote three times, once to Ben."""
    room = open_room(ada)
    put_in(room, ben)
    for body in ("One", "Two @Ben", "Three"):
        say(room, ada, body)
    return room


def read(who: Visitor, room: Room, seq: int) -> None:
    """Read up to a place."""
    actions.mark_read(visitor=who, room=room.public_id, seq=seq, now=NOON)


def unread(who: Visitor) -> tuple[int, int]:
    """Messages and mentions that wait in their newest room."""
    entry = inbox_of(who.person_id or 0)["rooms"][0]
    return entry["count"] - entry["read_count"], entry["unread_mentions"]


def test_what_was_read_is_not_unread(room: Room, ada: Visitor, ben: Visitor) -> None:
    before = unread(ben)
    read(ben, room, 2)

    assert (before, unread(ben), unread(ada)) == ((3, 1), (1, 0), (0, 0))


def test_reading_goes_forward_and_not_beyond_the_newest(room: Room, ada: Visitor, ben: Visitor) -> None:
    read(ben, room, 999)
    told = heads()

    read(ben, room, 1)
    say(room, ada)

    assert unread(ben) == (1, 0)
    assert heads()[f"inbox.{ben.public_id}"] == told[f"inbox.{ben.public_id}"] + 1


def test_reading_is_told_to_the_reader_alone(room: Room, ben: Visitor) -> None:
    before = heads()

    read(ben, room, 3)

    assert {topic for topic, count in heads().items() if count > before.get(topic, 0)} == {f"inbox.{ben.public_id}"}


def test_who_is_no_member_has_no_place_to_keep(room: Room) -> None:
    cyd = member_called("Cyd")
    secret = open_room(member_called("Dan"), kind="private")

    for who in (cyd, Visitor()):
        with assert_refused(NotAMember):
            read(who, room, 1)
    with assert_refused(UnknownRoom):
        read(cyd, secret, 1)


def test_wishes_are_kept_and_shown(room: Room, ben: Visitor) -> None:
    actions.set_notify(visitor=ben, room=room.public_id, notify="mentions", now=NOON)

    assert inbox_of(ben.person_id or 0)["rooms"][0]["notify"] == "mentions"
