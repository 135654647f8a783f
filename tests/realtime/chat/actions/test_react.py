"""Reactions: one of a kind for a person, told once."""

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions.react import MOST_EMOJI, NotAnEmoji, TooManyReactions
from realtime.chat.models import Room
from realtime.chat.refusals import NameNeeded, UnknownMessage
from realtime.chat.text.emoji import PALETTE
from tests.realtime.chat.room import NOON, after, assert_refused, heads, member_called, open_room, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    """Owns the room."""
    return member_called("Ada")


@pytest.fixture
def room(ada: Visitor) -> Room:
    """Open to all."""
    return open_room(ada)


def test_people_react_in_the_order_they_came(room: Room, ada: Visitor) -> None:
    ben, sent = member_called("Ben"), say(room, ada)
    for who, emoji in ((ada, "🎉"), (ben, "👍"), (ben, "🎉")):
        reactions = actions.react(visitor=who, message=sent["id"], emoji=emoji, now=NOON)

    assert reactions == [
        {"emoji": "🎉", "people": [ada.public_id, ben.public_id], "count": 2},
        {"emoji": "👍", "people": [ben.public_id], "count": 1},
    ]


def test_the_same_reaction_again_is_told_nobody(room: Room, ada: Visitor) -> None:
    sent = say(room, ada)
    first = actions.react(visitor=ada, message=sent["id"], emoji="❤️", now=NOON)
    told = heads()

    again = actions.react(visitor=ada, message=sent["id"], emoji="❤", now=NOON)

    assert again == first
    assert heads() == told


def test_a_reaction_is_taken_back_once(room: Room, ada: Visitor) -> None:
    sent = say(room, ada)
    actions.react(visitor=ada, message=sent["id"], emoji="👍", now=NOON)

    left = [actions.unreact(visitor=ada, message=sent["id"], emoji="👍", now=NOON) for _time in range(2)]

    assert left == [[], []]
    assert heads()[f"chat.{room.public_id}"] == 3


@pytest.mark.parametrize("text", ["x", "", "👍👍", "<b>", "1"])
def test_anything_else_is_no_reaction(room: Room, ada: Visitor, text: str) -> None:
    sent = say(room, ada)

    with assert_refused(NotAnEmoji):
        actions.react(visitor=ada, message=sent["id"], emoji=text, now=NOON)


def test_a_message_holds_twenty_kinds_of_emoji(room: Room, ada: Visitor) -> None:
    sent = say(room, ada)
    known = list(dict.fromkeys(emoji for group in PALETTE for emoji in group.emoji))
    for emoji in known[:MOST_EMOJI]:
        actions.react(visitor=ada, message=sent["id"], emoji=emoji, now=NOON)

    with assert_refused(TooManyReactions):
        actions.react(visitor=ada, message=sent["id"], emoji=known[MOST_EMOJI], now=NOON)

    actions.react(visitor=member_called("Ben"), message=sent["id"], emoji=known[0], now=NOON)


def test_what_was_taken_back_gets_no_reactions_and_visitors_without_a_name_give_none(room: Room, ada: Visitor) -> None:
    sent = say(room, ada)

    with assert_refused(NameNeeded):
        actions.react(visitor=Visitor(), message=sent["id"], emoji="👍", now=NOON)
    actions.delete_message(visitor=ada, message=sent["id"], now=after(1))
    with assert_refused(UnknownMessage):
        actions.react(visitor=ada, message=sent["id"], emoji="👍", now=NOON)
