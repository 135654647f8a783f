"""What goes over the socket is what the AsyncAPI document says that this very server speaks: every frame, both ways."""

import json
from typing import Any

import httpx
import jsonschema_rs
import pytest

from project.accounts.models import User
from tests.probe.actions import make_mark
from tests.probe.models import Member
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Reader(Speaker):
    """Somebody who holds every frame to the document, and keeps the names of the messages that came."""

    def __init__(self, site: Site, document: dict[str, Any], **how: Any) -> None:
        super().__init__(site, **how)
        self.document, self.messages = document, set[str]()

    def say(self, **frame: Any) -> None:
        """Send one frame, if the document knows it."""
        self._hold(f"client.{frame['type']}", frame)
        super().say(**frame)

    def next(self, *, timeout: float = 10.0) -> dict[str, Any]:
        """The next frame, which the document knows."""
        frame = super().next(timeout=timeout)
        self._hold(_message_of(frame), frame)
        return frame

    def _hold(self, message: str, frame: dict[str, Any]) -> None:
        self.messages.add(message)
        schema = {**self.document, "$ref": f"#/components/messages/{message}/payload"}
        jsonschema_rs.validator_for(schema).validate(json.loads(json.dumps(frame)))


def _message_of(frame: dict[str, Any]) -> str:
    if frame["type"] == "event":
        return f"{frame['topic'].partition('.')[0]}.{frame['name']}"
    if frame["type"] == "subscribed":
        return "server.recovered" if frame["recovered"] else "server.shown"
    return f"server.{frame['type']}"


def test_every_frame_of_a_conversation_is_described(hurried: Site, key: str, ben: tuple[User, str]) -> None:
    document = httpx.get(f"{hurried.url}/api/asyncapi.json").json()
    person, cookie = ben
    Member.objects.create(key=key, person=person.public_id)
    make_mark(key=key, value=1)

    with Reader(hurried, document, cookie=cookie) as reader, Speaker(hurried) as other:
        reader.hear("welcome")
        epoch = reader.subscribe(f"log.{key}")["epoch"]
        reader.say(type="unsubscribe", id=50, topic=f"log.{key}")
        reader.subscribe(f"log.{key}", {"epoch": epoch, "seq": 0})
        reader.subscribe(f"secret.{key}")
        reader.subscribe("nothing.here")
        other.subscribe(f"log.{key}")
        make_mark(key=key, value=2)
        reader.hear("event")
        if reader.welcomed["ack"]:
            reader.say(type="ack", count=reader.count)
        reader.say(type="signal", topic=f"log.{key}", name="wave", data={"with": "both hands"})
        other.say(type="signal", topic=f"log.{key}", name="wave", data=None)
        reader.hear("signal")
        for _beat in range(3):
            reader.hear("heartbeat")
        Member.objects.all().delete()
        reader.hear("revoked")
    with Reader(hurried, document, origin=None) as silent:
        bye, _code = silent.ending()

    said = {"subscribe", "unsubscribe", "signal", "pong"} | ({"ack"} if reader.welcomed["ack"] else set())
    told = {"welcome", "shown", "recovered", "signal", "heartbeat", "revoked", "error"}
    named = {f"client.{name}" for name in said} | {f"server.{name}" for name in told} | {"log.mark.made"}
    assert reader.messages == named
    assert bye is not None
    assert "server.bye" in silent.messages


def test_snapshot_and_missed_events_over_the_socket_are_described(direct: Site, key: str) -> None:
    document = httpx.get(f"{direct.url}/api/asyncapi.json").json()
    make_mark(key=key, value=1)
    make_mark(key=key, value=2)

    with Reader(direct, document) as reader:
        shown = reader.subscribe(f"log.{key}")
        missed = reader.subscribe(f"log.{key}", {"epoch": shown["epoch"], "seq": 0})

    reader._hold("log.snapshot", shown["snapshot"])
    for event in missed["events"]:
        reader._hold("log.mark.made", event)
    assert len(missed["events"]) == 2


def test_ticket_of_a_program_is_described(direct: Site, key: str) -> None:
    document = httpx.get(f"{direct.url}/api/asyncapi.json").json()
    ticket = httpx.post(f"{direct.url}/api/rt/ticket").json()["ticket"]

    with Reader(direct, document, origin=None) as program:
        program.say(type="authenticate", ticket=ticket)
        program.hear("welcome")

    assert program.messages == {"client.authenticate", "server.welcome"}
