"""Changing and taking back what was written: by whom, how long, and what else must change with it."""

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions import Change
from realtime.chat.actions.drafts import EmptyMessage
from realtime.chat.actions.edit import EditTooLate
from realtime.chat.actions.filtering import WordNotAllowed
from realtime.chat.models import Member, Mention, ModerationEntry, Reaction, Room
from realtime.chat.queries.inbox import inbox_of
from realtime.chat.queries.messages import newest_of
from realtime.chat.queries.source import source_for
from realtime.chat.refusals import MutedHere, NotYourMessage, RoomArchived, UnknownMessage
from tests.realtime.chat.room import (
    NOON,
    after,
    assert_refused,
    do,
    heads,
    member_called,
    open_room,
    put_in,
    row,
    say,
    visitor_of_owner,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    """Ada's, open to all."""
    return open_room(member_called("Ada"))


@pytest.fixture
def ben(room: Room) -> Visitor:
    """A member."""
    ben = member_called("Ben")
    put_in(room, ben)
    return ben


def edit(who: Visitor, message: dict[str, object], body: str, seconds: float = 5) -> dict[str, object]:
    """Give the message other words, so many seconds after noon."""
    return actions.edit_message(visitor=who, message=str(message["id"]), body=body, now=after(seconds))


def delete(who: Visitor, message: dict[str, object], reason: str = "") -> None:
    """Take the message back."""
    actions.delete_message(visitor=who, message=str(message["id"]), now=after(9), reason=reason)


def unread_mentions(who: Visitor) -> int:
    """How often they are named in what they have not read."""
    return sum(entry["unread_mentions"] for entry in inbox_of(who.person_id or 0)["rooms"])


def test_an_edit_keeps_place_and_time_and_says_when(room: Room, ben: Visitor) -> None:
    sent = say(room, ben, "Helo")

    edited = edit(ben, sent, "Hello", 599)

    changed = {"html": "<p>Hello</p>", "plain": "Hello", "edited_at": "2026-11-21T12:09:59.000Z"}
    assert edited == {**sent, **changed, "weight": edited["weight"]}


def test_after_ten_minutes_words_stay(room: Room, ben: Visitor) -> None:
    sent = say(room, ben)

    edit(ben, sent, "In time", 600)
    with assert_refused(EditTooLate):
        edit(ben, sent, "Too late", 600.001)


def test_the_same_words_again_change_nothing_at_any_time(room: Room, ben: Visitor) -> None:
    sent = say(room, ben)
    told = heads()

    assert edit(ben, sent, "Ahoy", 9000) == sent
    assert heads() == told


def test_nobody_edits_for_somebody_else(room: Room, ben: Visitor) -> None:
    sent = say(room, ben)

    with assert_refused(NotYourMessage):
        edit(visitor_of_owner(room), sent, "Mine")


def test_an_edit_may_not_be_empty_unwanted_or_of_something_gone(room: Room, ben: Visitor) -> None:
    owner, sent, gone = visitor_of_owner(room), say(room, ben), say(room, ben)
    delete(ben, gone)
    actions.change_room(visitor=owner, room=room.public_id, change=Change(words=["rude"]), now=NOON)

    with assert_refused(EmptyMessage):
        edit(ben, sent, " ")
    with assert_refused(UnknownMessage):
        edit(ben, gone, "Back")
    with pytest.raises(WordNotAllowed):
        edit(ben, sent, "rude")

    assert row(sent).body == "Ahoy"


def test_the_muted_and_those_in_an_archived_room_edit_nothing(room: Room, ben: Visitor) -> None:
    sent, own = say(room, ben), visitor_of_owner(room)
    mine = say(room, own)
    do(room, ben, "mute", minutes=5)

    with assert_refused(MutedHere):
        edit(ben, sent, "Hush")
    actions.change_room(visitor=own, room=room.public_id, change=Change(state="archived"), now=NOON)
    with assert_refused(RoomArchived):
        edit(own, mine, "History")
    with assert_refused(RoomArchived):
        delete(ben, sent)


def test_who_is_named_follows_the_words(room: Room, ben: Visitor) -> None:
    owner = visitor_of_owner(room)
    cyd = member_called("Cyd")
    put_in(room, cyd)
    sent = say(room, owner, "@Ben look")
    assert (unread_mentions(ben), unread_mentions(cyd)) == (1, 0)

    edit(owner, sent, "@Cyd look")

    assert (unread_mentions(ben), unread_mentions(cyd)) == (0, 1)


def test_quotes_follow_what_they_quote(room: Room, ben: Visitor) -> None:
    sent = say(room, ben, "First words")
    say(room, visitor_of_owner(room), "Hm", quote=sent["id"])

    edit(ben, sent, "Second words")
    edited = newest_of(room)["messages"][1]["quote"]["plain"]
    delete(ben, sent)
    gone = newest_of(room)["messages"][1]["quote"]["plain"]

    assert (edited, gone) == ("Second words", "")


def test_a_deleted_message_keeps_its_place_and_nothing_else(room: Room, ben: Visitor) -> None:
    sent = say(room, ben, "Regret @Ben")
    actions.react(visitor=ben, message=sent["id"], emoji="👍", now=after(1))

    delete(ben, sent)

    shown = newest_of(Room.objects.get(pk=room.pk))["messages"][0]
    emptied = {"html": "", "plain": "", "mentions": [], "reactions": [], "deleted": "author"}
    assert shown == {**sent, **emptied, "weight": shown["weight"]}
    assert (row(sent).body, Reaction.objects.count(), Mention.objects.count()) == ("", 0, 0)


def test_deleting_again_changes_nothing(room: Room, ben: Visitor) -> None:
    sent = say(room, ben)
    delete(ben, sent)
    told = heads()

    delete(ben, sent)
    delete(visitor_of_owner(room), sent)

    assert heads() == told
    assert not ModerationEntry.objects.filter(action="delete").exists()


def test_the_muted_may_take_their_own_words_back(room: Room, ben: Visitor) -> None:
    sent = say(room, ben)
    do(room, ben, "mute", minutes=5)

    delete(ben, sent)

    assert row(sent).deleted == "author"


def test_a_moderator_deletes_for_all_and_it_is_logged_with_its_words(room: Room, ben: Visitor) -> None:
    sent = say(room, ben, "Buy *now*")
    owner = visitor_of_owner(room)

    delete(owner, sent, reason="Spam")

    entry = ModerationEntry.objects.get(action="delete")
    assert (entry.actor_id, entry.whom_id, entry.reason, entry.excerpt) == (
        owner.person_id,
        ben.person_id,
        "Spam",
        "Buy now",
    )
    assert row(sent).deleted == "moderator"


def test_a_member_deletes_nothing_of_others_and_nobody_a_notice(room: Room, ben: Visitor) -> None:
    owner = visitor_of_owner(room)
    sent = say(room, owner)
    actions.change_room(visitor=owner, room=room.public_id, change=Change(state="locked"), now=NOON)
    notice = newest_of(Room.objects.get(pk=room.pk))["messages"][-1]

    with assert_refused(NotYourMessage):
        delete(ben, sent)
    with assert_refused(NotYourMessage):
        delete(owner, notice)


def test_the_source_is_what_its_author_would_type_again(room: Room, ben: Visitor) -> None:
    sent = say(room, ben, "**Hi** @Ada")

    assert source_for(ben, sent["id"]) == "**Hi** @Ada"
    with assert_refused(NotYourMessage):
        source_for(visitor_of_owner(room), sent["id"])


def test_a_banned_author_reads_not_even_their_own_source(room: Room, ben: Visitor) -> None:
    sent = say(room, ben)
    do(room, ben, "ban")

    with assert_refused(UnknownMessage):
        source_for(ben, sent["id"])
    with assert_refused(UnknownMessage):
        edit(ben, sent, "Back")
    with assert_refused(UnknownMessage):
        delete(ben, sent)
    assert Member.objects.get(room=room, person=ben.person_id or 0).state == "banned"
