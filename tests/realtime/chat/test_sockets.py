"""Rooms over real sockets: news comes to whoever may read, and nothing of it after the right was taken away."""

from typing import Any

import pytest

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.chat import actions
from realtime.chat.models import Message, Room
from tests.realtime.chat.room import do, member_called, open_room, put_in, say
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def visiting(person: User) -> Visitor:
    """The visit of this person."""
    return Visitor(user_id=person.pk, person_id=person.pk, public_id=person.public_id, name=str(person))


def room_with(ben: User, kind: str) -> tuple[Visitor, Room]:
    """Ada's room, with Ben in it."""
    ada = member_called("Ada")
    room = open_room(ada, kind=kind, now=clock.now())
    put_in(room, visiting(ben), now=clock.now())
    return ada, room


def hear_both(listening: Speaker) -> tuple[Any, Any]:
    """What was said, and the inbox that counts it; that Ben is here is told too, a second after he came."""
    said = entry = None
    while said is None or entry is None:
        event = listening.hear("event")
        if event["name"] == "message.posted" and event["data"]["kind"] == "text":
            said = event["data"]
        elif event["name"] == "inbox.changed" and event["data"]["entry"]["unread_mentions"]:
            entry = event["data"]["entry"]
    return said, entry


@pytest.mark.parametrize("kind", ["public", "private"])
@pytest.mark.parametrize("action", ["ban", "remove"])
def test_whoever_is_thrown_out_hears_nothing_more(site: Site, ben: tuple[User, str], kind: str, action: str) -> None:
    ada, room = room_with(ben[0], kind)
    topics = [f"chat.{room.public_id}", f"pulse.{room.public_id}"]

    with Speaker(site, cookie=ben[1]) as listening:
        listening.hear("welcome")
        for number, topic in enumerate(topics):
            listening.say(type="subscribe", id=number, topic=topic, since=None)
            assert listening.hear("subscribed")["topic"] == topic
        do(room, visiting(ben[0]), action, by=ada, now=clock.now())
        gone = {listening.hear("revoked")["topic"] for _topic in topics}
        say(room, ada, "They are gone", now=clock.now())

        assert gone == set(topics)
        assert listening.silent()
        listening.say(type="subscribe", id=9, topic=topics[0], since=None)
        answer = listening.hear()
        may_look_in = kind == "public" and action == "remove"
        assert (answer["type"], answer.get("code")) == (("subscribed", None) if may_look_in else ("error", "forbidden"))


def test_a_member_hears_messages_whole_and_their_inbox(site: Site, ben: tuple[User, str]) -> None:
    ada, room = room_with(ben[0], "private")

    with Speaker(site, cookie=ben[1]) as listening:
        listening.hear("welcome")
        for number, topic in enumerate([f"chat.{room.public_id}", f"inbox.{ben[0].public_id}"]):
            listening.say(type="subscribe", id=number, topic=topic, since=None)
            listening.hear("subscribed")
        sent = say(room, ada, "Hello @Ben", now=clock.now())
        said, entry = hear_both(listening)

    assert said == sent
    assert (entry["room"]["id"], entry["unread_mentions"]) == (room.public_id, 1)


def test_a_stranger_hears_nothing_of_a_private_room_nor_of_an_inbox(
    site: Site, ben: tuple[User, str], cyd: tuple[User, str]
) -> None:
    _ada, room = room_with(ben[0], "private")

    with Speaker(site, cookie=cyd[1]) as listening:
        listening.hear("welcome")
        for topic in (f"chat.{room.public_id}", f"pulse.{room.public_id}", f"inbox.{ben[0].public_id}"):
            listening.say(type="subscribe", id=1, topic=topic, since=None)
            assert listening.hear()["code"] == "forbidden"


def test_opening_a_room_is_noted_and_a_reload_is_not(site: Site, ben: tuple[User, str]) -> None:
    _ada, room = room_with(ben[0], "public")

    for _visit in range(2):
        with Speaker(site, cookie=ben[1]) as listening:
            listening.hear("welcome")
            listening.say(type="subscribe", id=1, topic=f"chat.{room.public_id}", since=None)
            snapshot = listening.hear("subscribed")["snapshot"]
            noted = snapshot["messages"] or [listening.hear("event")["data"]]
    actions.note_departures(now=clock.now())

    assert [(one["kind"], one["author"]["name"]) for one in noted] == [("joined", "Ben")]
    assert Message.objects.filter(room=room).count() == 1
