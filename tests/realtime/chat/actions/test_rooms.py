"""Opening and changing rooms: who owns them, and which there is only one of."""

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions import Change
from realtime.chat.actions.members import DirectRoomStays
from realtime.chat.actions.rooms import UnknownPerson, WrongNumberOfPeople
from realtime.chat.models import Member, ModerationEntry, Room
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.queries.messages import newest_of
from realtime.chat.refusals import ModeratorsOnly, NameNeeded, OwnersOnly, UnknownRoom
from tests.realtime.chat.cast import LAMP, register_lamps
from tests.realtime.chat.room import NOON, after, assert_refused, heads, member_called, open_room, put_in, say

pytestmark = pytest.mark.django_db


def direct(who: Visitor, *others: Visitor) -> Room:
    """Their one room."""
    return actions.open_direct(visitor=who, people=[one.public_id or "" for one in others], now=NOON)


def change(who: Visitor, room: Room, **asked: object) -> Room:
    """Change the room."""
    return actions.change_room(visitor=who, room=room.public_id, change=Change(**asked), now=after(1))  # type: ignore[arg-type]


def test_whoever_opens_a_room_owns_it_and_finds_it_in_their_inbox() -> None:
    ada = member_called("Ada")

    room = open_room(ada, kind="private", title="Back office")

    assert Member.objects.get(room=room).role == "owner"
    assert [entry["room"]["title"] for entry in inbox_of(ada.person_id or 0)["rooms"]] == ["Back office"]


def test_a_visitor_without_a_name_opens_nothing() -> None:
    with assert_refused(NameNeeded):
        open_room(Visitor())
    with assert_refused(NameNeeded):
        direct(Visitor(), member_called("Ada"))


def test_a_set_of_people_has_one_direct_room_whoever_asks_and_in_whatever_order() -> None:
    ada, ben, cyd = (member_called(name) for name in ("Ada", "Ben", "Cyd"))

    rooms = [direct(ada, ben, cyd), direct(cyd, ben, ada), direct(ben, cyd, ada, ben), direct(ada, ben)]

    assert rooms[0] == rooms[1] == rooms[2]
    assert rooms[3] != rooms[0]
    assert rooms[0].members.count() == 3


def test_a_direct_room_is_called_by_the_others() -> None:
    ada, ben, cyd = (member_called(name) for name in ("Ada", "Ben", "Cyd"))
    direct(ada, ben, cyd)

    titles = [inbox_of(who.person_id or 0)["rooms"][0]["room"]["title"] for who in (ada, ben, cyd)]

    assert titles == ["Ben, Cyd", "Ada, Cyd", "Ada, Ben"]


def test_a_direct_room_has_two_to_twenty_people_who_exist() -> None:
    ada = member_called("Ada")

    with assert_refused(WrongNumberOfPeople):
        direct(ada, ada)
    with assert_refused(WrongNumberOfPeople):
        direct(ada, *[member_called("Fan") for _number in range(20)])
    with assert_refused(UnknownPerson):
        actions.open_direct(visitor=ada, people=["usr_nobody"], now=NOON)


def test_nobody_joins_or_leaves_a_direct_room() -> None:
    ada, ben = member_called("Ada"), member_called("Ben")
    room = direct(ada, ben)

    with assert_refused(DirectRoomStays):
        actions.leave_room(visitor=ada, room=room.public_id, now=NOON)
    with assert_refused(ModeratorsOnly):
        actions.add_people(visitor=ada, room=room.public_id, people=[], now=NOON)
    with assert_refused(UnknownRoom):
        actions.join_room(visitor=member_called("Cyd"), room=room.public_id, now=NOON)


def test_an_object_has_one_room_and_members_are_only_ever_added() -> None:
    register_lamps()
    ada, ben, cyd = (member_called(name) for name in ("Ada", "Ben", "Cyd"))

    def room(*people: Visitor) -> Room:
        ids = [one.person_id or 0 for one in people]
        return actions.open_room_for(kind=LAMP, key="of-1", title="Lamp", members=ids, now=NOON)

    opened = [room(ada, ben), room(ben, cyd)]

    assert opened[0] == opened[1]
    assert set(opened[0].members.values_list("person_id", flat=True)) == {one.person_id for one in (ada, ben, cyd)}
    with assert_refused(UnknownRoom):
        say(opened[0], member_called("Dan"))


def test_who_left_the_room_of_an_object_is_not_brought_back() -> None:
    register_lamps()
    ada, ben = member_called("Ada"), member_called("Ben")
    people = [ada.person_id or 0, ben.person_id or 0]
    room = actions.open_room_for(kind=LAMP, key="of-2", title="Lamp", members=people, now=NOON)
    actions.leave_room(visitor=ben, room=room.public_id, now=NOON)

    actions.open_room_for(kind=LAMP, key="of-2", title="Lamp", members=people, now=NOON)

    assert Member.objects.get(room=room, person=ben.person_id or 0).state == "left"


def test_moderators_change_a_room_and_owners_archive_it() -> None:
    ada, mo, ben = (member_called(name) for name in ("Ada", "Mo", "Ben"))
    room = open_room(ada)
    put_in(room, ben)
    put_in(room, mo, role="moderator")

    change(mo, room, title="Pier", state="locked", slow_seconds=9, words=["rude"])
    with assert_refused(ModeratorsOnly):
        change(ben, room, title="Mine")
    with assert_refused(OwnersOnly):
        change(mo, room, state="archived")
    change(ada, room, state="archived")
    with assert_refused(OwnersOnly):
        change(mo, room, state="open")

    room.refresh_from_db()
    assert (room.title, room.state, room.slow_seconds, room.words) == ("Pier", "archived", 9, ["rude"])
    assert [message["kind"] for message in newest_of(room)["messages"]] == ["notice", "notice"]
    assert ModerationEntry.objects.filter(action="change").count() == 2


def test_a_change_to_what_is_so_already_is_told_nobody() -> None:
    ada = member_called("Ada")
    room = open_room(ada, title="Pier")
    told = heads()

    change(ada, room, title="Pier", state="open")

    assert heads() == told


def test_notices_do_not_count_as_unread() -> None:
    ada, ben = member_called("Ada"), member_called("Ben")
    room = open_room(ada)
    put_in(room, ben)

    change(ada, room, state="locked")

    entry = inbox_of(ben.person_id or 0)["rooms"][0]
    assert (entry["count"], entry["read_count"], entry["seq"]) == (0, 0, 0)
