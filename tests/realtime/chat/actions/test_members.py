"""Coming and going: who gets in, who may leave, and what their open pages lose."""

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions.members import LastOwner
from realtime.chat.actions.rooms import UnknownPerson
from realtime.chat.models import Member, Room
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.refusals import BannedHere, ModeratorsOnly, NameNeeded, RoomArchived, UnknownRoom
from tests.realtime.chat.room import NOON, assert_refused, do, heads, member_called, open_room, put_in, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    """Owns the rooms."""
    return member_called("Ada")


@pytest.fixture
def ben() -> Visitor:
    """Comes and goes."""
    return member_called("Ben")


def join(who: Visitor, room: Room) -> Room:
    """Join by one's own wish."""
    return actions.join_room(visitor=who, room=room.public_id, now=NOON)


def leave(who: Visitor, room: Room) -> None:
    """Leave by one's own wish."""
    actions.leave_room(visitor=who, room=room.public_id, now=NOON)


def state_of(who: Visitor, room: Room) -> str:
    """How they stand."""
    return Member.objects.get(room=room, person=who.person_id or 0).state


def test_an_open_room_is_joined_once(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada)
    join(ben, room)
    told = heads()

    join(ben, room)

    assert heads() == told
    room.refresh_from_db()
    assert room.member_count == 2


def test_who_leaves_and_comes_back_finds_what_they_missed_unread(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada)
    join(ben, room)
    leave(ben, room)
    say(room, ada)

    join(ben, room)

    entry = inbox_of(ben.person_id or 0)["rooms"][0]
    assert (entry["here"], entry["count"] - entry["read_count"]) == (True, 1)


def test_a_private_room_is_not_joined_by_wish_nor_again_after_leaving(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada, kind="private")

    with assert_refused(UnknownRoom):
        join(ben, room)
    put_in(room, ben)
    leave(ben, room)
    with assert_refused(UnknownRoom):
        join(ben, room)

    assert inbox_of(ben.person_id or 0)["rooms"][0]["here"] is False


def test_the_banned_the_nameless_and_the_late_do_not_join(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada)
    do(room, ben, "ban")

    with assert_refused(BannedHere):
        join(ben, room)
    with assert_refused(NameNeeded):
        join(Visitor(), room)
    actions.change_room(visitor=ada, room=room.public_id, change=actions.Change(state="archived"), now=NOON)
    with assert_refused(RoomArchived):
        join(member_called("Cyd"), room)


def test_the_last_owner_names_another_before_leaving(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada)
    put_in(room, ben)

    with assert_refused(LastOwner):
        leave(ada, room)
    do(room, ben, "owner")
    leave(ada, room)

    assert (state_of(ada, room), Member.objects.get(room=room, role="owner").person_id) == ("left", ben.person_id)


def test_the_last_one_out_archives_the_room(ada: Visitor) -> None:
    room = open_room(ada)

    leave(ada, room)

    room.refresh_from_db()
    assert (room.state, room.member_count) == ("archived", 0)


def test_leaving_twice_changes_nothing(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada)
    join(ben, room)
    leave(ben, room)
    told = heads()

    leave(ben, room)

    assert heads() == told


def test_only_moderators_bring_people_in_and_only_people_who_exist(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada, kind="private")
    put_in(room, ben)
    cyd = member_called("Cyd")

    with assert_refused(ModeratorsOnly):
        actions.add_people(visitor=ben, room=room.public_id, people=[cyd.public_id or ""], now=NOON)
    with assert_refused(UnknownPerson):
        actions.add_people(visitor=ada, room=room.public_id, people=["usr_nobody"], now=NOON)
    with assert_refused(UnknownRoom):
        actions.add_people(visitor=cyd, room=room.public_id, people=[cyd.public_id or ""], now=NOON)


def test_bringing_in_the_banned_leaves_them_out(ada: Visitor, ben: Visitor) -> None:
    room = open_room(ada, kind="private")
    put_in(room, ben)
    do(room, ben, "ban")

    put_in(room, ben)

    assert state_of(ben, room) == "banned"
    room.refresh_from_db()
    assert room.member_count == 1


def test_the_twenty_first_member_makes_a_room_crowded_and_everybody_hears(ada: Visitor) -> None:
    room = open_room(ada)
    fans = [member_called(f"Fan {number}") for number in range(20)]
    put_in(room, *fans[:19])
    before = heads()

    put_in(room, fans[19])

    told = {topic for topic, count in heads().items() if count > before.get(topic, 0) and topic.startswith("inbox.")}
    assert told == {f"inbox.{one.public_id}" for one in (ada, *fans)}
    entry = inbox_of(fans[0].person_id or 0)["rooms"][0]
    assert (entry["crowded"], entry["count"], entry["room"]["title"]) == (True, None, None)


def test_a_crowded_room_tells_inboxes_of_mentions_alone(ada: Visitor) -> None:
    room = open_room(ada)
    fans = [member_called(f"Fan{number}") for number in range(21)]
    put_in(room, *fans)
    before = heads()

    say(room, ada, "Hello @Fan3")

    told = {topic for topic, count in heads().items() if count > before.get(topic, 0)}
    assert told == {f"chat.{room.public_id}", f"pulse.{room.public_id}", f"inbox.{fans[3].public_id}"}
