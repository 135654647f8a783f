"""Things that happen at the same moment, in real threads: once each, in one order, and never after a ban."""

import json
from collections.abc import Callable

import pytest

from project.base.errors import Refusal
from realtime.chat import actions
from realtime.chat.actions.invite import InvitationNotGood
from realtime.chat.actions.send import SlowMode
from realtime.chat.folds import fold_inbox
from realtime.chat.models import Member, Message, Reaction, Room
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.refusals import BannedHere
from realtime.models import EventRow
from tests.realtime.chat.room import NOON, after, do, member_called, open_room, put_in, say
from tests.realtime.race import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def or_refused[Result](work: Callable[[], Result]) -> Result | type[Refusal]:
    """What it returned, or which refusal it raised."""
    try:
        return work()
    except Refusal as refusal:
        return type(refusal)


def test_one_message_sent_at_once_by_five_tabs_is_one_message() -> None:
    ada = member_called("Ada")
    room = open_room(ada)

    sent = race(lambda _number: say(room, ada, "Once", client_message_id="the-same-id"), runners=5)

    assert sent == [sent[0]] * 5
    assert Message.objects.count() == 1


def test_messages_of_many_get_places_without_a_gap_in_the_order_they_are_told() -> None:
    people = [member_called(f"Fan {number}") for number in range(5)]
    room = open_room(people[0])

    race(lambda number: [say(room, people[number], f"{number} {turn}") for turn in range(6)], runners=5)

    told = EventRow.objects.filter(topic__name=f"chat.{room.public_id}").order_by("seq")
    events = [json.loads(frame) for frame in told.values_list("frame", flat=True)]
    places = [event["data"]["seq"] for event in events if event["name"] == "message.posted"]
    assert places == list(range(1, 31))
    room.refresh_from_db()
    assert (room.seq, room.count, room.member_count) == (30, 30, 5)


def test_a_direct_room_opened_by_all_of_its_people_at_once_is_one() -> None:
    people = [member_called(f"Fan {number}") for number in range(4)]
    ids = [one.public_id or "" for one in people]

    rooms = race(lambda number: actions.open_direct(visitor=people[number], people=ids, now=NOON), runners=4)

    assert {room.pk for room in rooms} == {Room.objects.get().pk}
    assert Member.objects.count() == 4


def test_a_reaction_pressed_twice_at_once_is_one_and_told_once() -> None:
    ada = member_called("Ada")
    sent = say(open_room(ada), ada)

    race(lambda _number: actions.react(visitor=ada, message=sent["id"], emoji="👍", now=NOON), runners=4)

    assert Reaction.objects.count() == 1
    assert EventRow.objects.filter(frame__contains="message.reacted").count() == 1


def test_two_tabs_do_not_outrun_slow_mode() -> None:
    ada, ben = member_called("Ada"), member_called("Ben")
    room = open_room(ada)
    actions.change_room(visitor=ada, room=room.public_id, change=actions.Change(slow_seconds=30), now=NOON)
    put_in(room, ben)

    sent = race(lambda number: or_refused(lambda: say(room, ben, f"Tab {number}", now=after(1))), runners=4)

    assert sorted(one is SlowMode for one in sent) == [False, True, True, True]


def test_nothing_comes_after_a_ban() -> None:
    ada, ben = member_called("Ada"), member_called("Ben")
    room = open_room(ada)
    put_in(room, ben)

    def work(number: int) -> object:
        if number == 0:
            return do(room, ben, "ban", by=ada)
        return [or_refused(lambda: say(room, ben, "Still here")) for _time in range(5)]

    race(work, runners=4)

    told = EventRow.objects.filter(topic__name=f"chat.{room.public_id}").order_by("seq")
    events = [json.loads(frame) for frame in told.values_list("frame", flat=True)]
    banned_at = next(place for place, event in enumerate(events) if event["data"].get("state") == "banned")
    assert "message.posted" not in {event["name"] for event in events[banned_at:]}
    assert or_refused(lambda: say(room, ben)) is BannedHere


def test_the_last_use_of_a_link_lets_one_in() -> None:
    ada = member_called("Ada")
    room = open_room(ada, kind="private")
    code = actions.create_invitation(visitor=ada, room=room.public_id, now=NOON, uses=1)
    people = [member_called(f"Fan {number}") for number in range(4)]

    def enter(number: int) -> object:
        return or_refused(lambda: actions.accept_invitation(visitor=people[number], code=code, now=NOON))

    came = race(enter, runners=4)

    assert sorted(one is InvitationNotGood for one in came) == [False, True, True, True]
    assert Member.objects.count() == 2


def test_of_two_owners_who_leave_at_once_one_stays() -> None:
    ada, ben = member_called("Ada"), member_called("Ben")
    room = open_room(ada)
    put_in(room, ben, member_called("Cyd"))
    do(room, ben, "owner", by=ada)
    owners = (ada, ben)

    race(
        lambda number: or_refused(lambda: actions.leave_room(visitor=owners[number], room=room.public_id, now=NOON)),
        runners=2,
    )

    assert Member.objects.filter(room=room, role="owner", state="in").count() == 1


def test_an_inbox_ends_as_it_is_whoever_told_it_last() -> None:
    ada, ben = member_called("Ada"), member_called("Ben")
    rooms = [open_room(ada), open_room(ada), open_room(ada)]
    for room in rooms:
        put_in(room, ben)
    held = inbox_of(ben.person_id or 0)
    head = EventRow.objects.filter(topic__name=f"inbox.{ben.public_id}").count()

    def work(number: int) -> None:
        for turn in range(6):
            if number == 3:
                for room in rooms:
                    actions.mark_read(visitor=ben, room=room.public_id, seq=turn * 2, now=after(turn))
            else:
                say(rooms[number], ada, f"@Ben {turn}", now=after(turn))

    race(work, runners=4)

    told = EventRow.objects.filter(topic__name=f"inbox.{ben.public_id}", seq__gt=head).order_by("seq")
    for frame in told.values_list("frame", flat=True):
        held = fold_inbox(held, "inbox.changed", json.loads(frame)["data"])
    assert held == inbox_of(ben.person_id or 0)
