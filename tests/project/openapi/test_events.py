"""The AsyncAPI document describes what the topics really tell: every event that is published, and every snapshot."""

import json
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realtime.events import Event
from realtime.models import EventRow
from realtime.topics import Kind, registered
from tests.realtime.test_topics import ACTS, as_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    """What is served."""
    told: dict[str, Any] = client.get("/api/asyncapi.json").json()
    return told


def assert_described(document: dict[str, Any], channel: str, name: str, value: Any) -> None:
    """The value is what the message of this channel says."""
    schema = {**document, "$ref": f"#/components/messages/{channel}.{name}/payload"}
    jsonschema_rs.validator_for(schema).validate(value)


def kinds_of_events(base: type) -> set[type]:
    """Every event that can be published: those that have a name."""
    below: set[type] = set()
    direct: type
    for direct in base.__subclasses__():
        below |= kinds_of_events(direct)
    return below | ({base} if isinstance(base.__dict__.get("name"), str) else set())


def test_every_event_is_declared_by_the_kind_that_tells_it() -> None:
    declared = {event for kind in registered() for event, _data in kind.tells}

    assert {found for found in kinds_of_events(Event) if not found.__module__.startswith("tests.realtime")} <= declared


def test_every_channel_and_message_is_there(document: dict[str, Any]) -> None:
    assert document["asyncapi"] == "3.0.0"
    assert set(document["channels"]) == {"socket", *(kind.name for kind in registered())}
    for channel in document["channels"].values():
        for message in channel["messages"].values():
            assert message["$ref"].removeprefix("#/components/messages/") in document["components"]["messages"]
    for operation in document["operations"].values():
        channel = document["channels"][operation["channel"]["$ref"].removeprefix("#/channels/")]
        named = {message["$ref"].rpartition("/messages/")[2] for message in operation["messages"]}
        assert named <= set(channel["messages"])


def test_every_payload_is_a_schema(document: dict[str, Any]) -> None:
    for message in document["components"]["messages"].values():
        jsonschema_rs.validator_for({**document, **message["payload"]})


@pytest.mark.parametrize("kind", registered(), ids=lambda kind: kind.name)
@settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_what_a_topic_tells_is_described(document: dict[str, Any], kind: Kind, data: st.DataObject) -> None:
    key, act, acts = ACTS[kind.name]()
    for happening in data.draw(st.lists(acts, min_size=4, max_size=12)):
        act(happening)

    assert_described(document, kind.name, "snapshot", as_sent(kind.snapshot(key)))
    for row in EventRow.objects.filter(topic__name=f"{kind.name}.{key}"):
        frame = json.loads(row.frame)
        assert_described(document, kind.name, frame["name"], frame)
