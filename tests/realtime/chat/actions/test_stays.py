"""Join and leave notices: a reload, a second tab or a second process makes none, a crowd is not noted."""

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions import Change
from realtime.chat.actions.stays import NOTED_UP_TO
from realtime.chat.models import Message, Room, Stay
from tests.realtime.chat.room import NOON, after, guest_called, heads, member_called, open_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    """Open to all."""
    return open_room(member_called("Ada"))


def see(room: Room, *visitors: Visitor, at: float) -> None:
    """They have the room open at this second."""
    actions.note_seen(room=room.public_id, people=[one.person_id or 0 for one in visitors], now=after(at))


def notices(room: Room) -> list[tuple[str, str]]:
    """What the history notes."""
    rows = Message.objects.filter(room=room).exclude(kind="text").order_by("seq")
    return list(rows.values_list("kind", "author__display_name"))


def test_coming_is_noted_once_however_many_tabs(room: Room) -> None:
    gus = guest_called("Gus")

    for second in (0, 1, 20, 40, 95):
        see(room, gus, at=second)

    assert notices(room) == [("joined", "Gus")]


def test_a_reload_is_neither_going_nor_coming(room: Room) -> None:
    gus = guest_called("Gus")
    see(room, gus, at=0)

    actions.note_departures(now=after(60))
    see(room, gus, at=61)
    actions.note_departures(now=after(120))

    assert notices(room) == [("joined", "Gus")]


def test_who_is_not_seen_for_a_minute_has_left(room: Room) -> None:
    gus = guest_called("Gus")
    see(room, gus, at=0)

    assert actions.note_departures(now=after(61)) == 1
    assert actions.note_departures(now=after(62)) == 0
    see(room, gus, at=70)

    assert notices(room) == [("joined", "Gus"), ("left", "Gus"), ("joined", "Gus")]


def test_notices_are_told_and_do_not_count(room: Room) -> None:
    see(room, guest_called("Gus"), at=0)

    room.refresh_from_db()
    assert (room.seq, room.count) == (1, 0)
    assert heads() == {f"chat.{room.public_id}": 1, f"inbox.{_owner(room)}": 1}


def _owner(room: Room) -> str:
    return str(room.members.get().person.public_id)


def test_a_crowd_is_not_noted_neither_when_it_comes_nor_when_it_goes(room: Room) -> None:
    people = [guest_called(f"Fan {number}") for number in range(NOTED_UP_TO + 1)]

    see(room, *people, at=0)
    actions.note_departures(now=after(61))

    assert notices(room) == []
    assert not Stay.objects.exists()


def test_who_came_quietly_leaves_quietly(room: Room) -> None:
    people = [guest_called(f"Fan {number}") for number in range(NOTED_UP_TO + 1)]
    see(room, *people, at=0)
    see(room, people[0], at=50)
    actions.note_departures(now=after(61))

    actions.note_departures(now=after(120))

    assert notices(room) == []


@pytest.mark.parametrize("quiet", ["direct", "archived"])
def test_direct_and_archived_rooms_note_nothing(quiet: str) -> None:
    ada, ben = member_called("Ada"), member_called("Ben")
    if quiet == "direct":
        room = actions.open_direct(visitor=ada, people=[ben.public_id or ""], now=NOON)
    else:
        room = open_room(ada)
        actions.change_room(visitor=ada, room=room.public_id, change=Change(state="archived"), now=NOON)
    before = heads()

    see(room, ada, ben, at=0)
    actions.note_departures(now=after(61))

    assert heads() == before


def test_a_person_who_is_gone_for_good_is_not_looked_for(room: Room) -> None:
    see(room, Visitor(person_id=987_654_321), at=0)

    assert notices(room) == []
