"""A guest who talked signs in: rooms, words and measures against them are the member's; nobody slips past a ban."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from project.accounts.merging import merge_guest
from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.access import find_standing
from realtime.chat.merging import COVERS
from realtime.chat.models import Member, Message, ModerationEntry, Reaction, Report, Room
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.queries.messages import newest_of
from realtime.chat.refusals import BannedHere
from tests.realtime.chat.room import NOON, after, do, guest_called, heads, member_called, open_room, put_in, row, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    return member_called("Ada")


@pytest.fixture
def gil() -> Visitor:
    return guest_called("Gil")


@pytest.fixture
def ben() -> Visitor:
    return member_called("Ben")


def become(was: Visitor, now: Visitor) -> None:
    """The guest signs in; nothing of them is left behind."""
    assert merge_guest(guest_id=was.person_id or 0, member_id=now.person_id or 0, now=after(600))
    for column in COVERS:
        _label, model, field = column.split(".")
        rows = apps.get_model("chat", model)._default_manager.filter(**{field: was.person_id})
        assert not rows.exists(), column


def membership(room: Room, who: Visitor) -> Member:
    return Member.objects.get(room=room, person=who.person_id)


def here(room: Room) -> tuple[int, int]:
    """How many the room says are in it, and how many are."""
    counted = Room.objects.values_list("member_count", flat=True).get(pk=room.pk)
    return counted, Member.objects.filter(room=room, state="in").count()


def shown(room: Room) -> list[dict[str, Any]]:
    room.refresh_from_db()
    return list(newest_of(room)["messages"])


def test_words_reactions_and_mentions_are_the_members_under_their_name(
    ada: Visitor, gil: Visitor, ben: Visitor
) -> None:
    room = open_room(ben)
    put_in(room, gil)
    said = say(room, gil, "From Gil")
    say(room, ben, "As @Gil says", quote=said["id"])
    actions.react(visitor=gil, message=said["id"], emoji="🎉", now=NOON)

    become(gil, ada)

    first, second = shown(room)[-2:]
    person = {"id": ada.public_id, "name": "Ada"}
    assert (first["author"], second["quote"]["author"], second["mentions"]) == (person, person, [ada.public_id])
    assert f'data-person="{ada.public_id}"' in second["html"]
    assert first["reactions"] == [{"emoji": "🎉", "people": [ada.public_id], "count": 1}]
    assert row(said).author_id == ada.person_id


def test_room_that_a_guest_opened_is_owned_by_the_member(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room = open_room(gil)
    put_in(room, ben)

    become(gil, ada)

    assert membership(room, ada).role == "owner"
    do(room, ben, "mute", by=ada)
    assert here(room) == (2, 2)


def test_both_in_one_room_are_one_with_the_higher_role_the_older_stay_and_the_lower_unread(
    ada: Visitor, gil: Visitor, ben: Visitor
) -> None:
    room = open_room(ben)
    put_in(room, gil, role="moderator")
    put_in(room, ada, now=after(10))
    say(room, ben, "One", now=after(20))
    say(room, ben, "Two", now=after(30))
    room.refresh_from_db()
    actions.mark_read(visitor=gil, room=room.public_id, seq=room.seq, now=after(40))

    become(gil, ada)

    one = membership(room, ada)
    assert (one.role, one.state, one.joined_at) == ("moderator", "in", NOON)
    assert one.read_count == room.count
    assert here(room) == (2, 2)
    entry = next(entry for entry in inbox_of(ada.person_id or 0)["rooms"] if entry["room"]["id"] == room.public_id)
    assert (entry["role"], entry["read_count"]) == ("moderator", room.count)


def test_banned_guest_stays_banned_as_a_member_who_was_there_or_not(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room, other = open_room(ben), open_room(ben)
    put_in(room, gil, ada)
    put_in(other, gil)
    for one in (room, other):
        do(one, gil, "ban")

    become(gil, ada)

    for one in (room, other):
        assert membership(one, ada).state == "banned"
        with pytest.raises(BannedHere):
            find_standing(ada, one.public_id)
        assert here(one) == (1, 1)


def test_banned_member_is_not_let_in_by_the_guest_they_were_before(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room = open_room(ben)
    put_in(room, gil, ada, role="moderator")
    do(room, ada, "ban")

    become(gil, ada)

    assert (membership(room, ada).state, membership(room, ada).role) == ("banned", "member")
    assert here(room) == (1, 1)


def test_owner_whom_nobody_could_ban_stays_the_owner(ada: Visitor, gil: Visitor) -> None:
    room = open_room(ada)
    put_in(room, gil)
    do(room, gil, "ban")

    become(gil, ada)

    assert (membership(room, ada).state, membership(room, ada).role) == ("in", "owner")


def test_mute_of_either_lasts(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room = open_room(ben)
    put_in(room, gil, ada)
    do(room, gil, "mute", minutes=60)

    become(gil, ada)

    assert membership(room, ada).muted_until == NOON + timedelta(minutes=60)


def test_same_reaction_of_both_counts_once_and_the_same_report_too(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room = open_room(ben)
    put_in(room, gil, ada)
    said = say(room, ben)
    for one in (gil, ada):
        actions.react(visitor=one, message=said["id"], emoji="🎉", now=NOON)
        actions.report_message(visitor=one, message=said["id"], reason="Loud", now=NOON)
    actions.react(visitor=gil, message=said["id"], emoji="👍", now=NOON)

    become(gil, ada)

    assert sorted(Reaction.objects.values_list("emoji", "person")) == [("🎉", ada.person_id), ("👍", ada.person_id)]
    assert Report.objects.get().reporter_id == ada.person_id


def test_same_client_id_of_both_keeps_both_messages(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room = open_room(ben)
    put_in(room, gil, ada)
    said = [say(room, one, client_message_id="the-same-1") for one in (gil, ada)]

    become(gil, ada)

    assert [row(one).client_message_id for one in said] == ["", "the-same-1"]
    assert [row(one).author_id for one in said] == [ada.person_id, ada.person_id]


def test_direct_room_of_the_guest_is_the_members_with_the_same_people(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room = actions.open_direct(visitor=gil, people=[ben.public_id or ""], now=NOON)
    say(room, gil, "Psst")

    become(gil, ada)

    found = actions.open_direct(visitor=ada, people=[ben.public_id or ""], now=after(700))
    assert (found.pk, found.kind) == (room.pk, "direct")
    titles = {entry["room"]["id"]: entry["room"]["title"] for entry in inbox_of(ben.person_id or 0)["rooms"]}
    assert titles[room.public_id] == "Ada"


def test_second_direct_room_with_the_same_people_goes_on_beside_the_first(
    ada: Visitor, gil: Visitor, ben: Visitor
) -> None:
    own = actions.open_direct(visitor=ada, people=[ben.public_id or ""], now=NOON)
    guests = actions.open_direct(visitor=gil, people=[ben.public_id or ""], now=NOON)
    said = say(guests, gil, "Psst")

    become(gil, ada)

    guests.refresh_from_db()
    assert (guests.kind, guests.title, guests.state) == ("private", "Gil", "open")
    assert actions.open_direct(visitor=ada, people=[ben.public_id or ""], now=after(700)).pk == own.pk
    for one in (ada, ben):
        assert find_standing(one, guests.public_id).may_read
    assert row(said).author_id == ada.person_id


def test_direct_room_with_oneself_is_kept_to_be_read(ada: Visitor, gil: Visitor) -> None:
    room = actions.open_direct(visitor=gil, people=[ada.public_id or ""], now=NOON)
    say(room, gil, "Is this me?")

    become(gil, ada)

    room.refresh_from_db()
    assert (room.kind, room.state, room.title) == ("private", "archived", "Gil")
    assert here(room) == (1, 1)
    assert find_standing(ada, room.public_id).may_read


def test_moderators_log_names_the_member_and_stays_as_it_was(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    room = open_room(ben)
    put_in(room, gil)
    do(room, gil, "mute", reason="Loud")

    become(gil, ada)

    assert ModerationEntry.objects.values_list("whom", "action", "reason").get() == (ada.person_id, "mute", "Loud")


def test_rooms_the_guest_never_saw_hear_nothing(ada: Visitor, gil: Visitor, ben: Visitor) -> None:
    other = open_room(ben)
    say(other, ben)
    put_in(open_room(ben), gil)
    before = heads()[f"chat.{other.public_id}"]

    become(gil, ada)

    assert heads()[f"chat.{other.public_id}"] == before
    assert not Message.objects.filter(author=gil.person_id).exists()
