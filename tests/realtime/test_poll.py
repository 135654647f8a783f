"""Polling is the socket's answers without a socket: the same bytes, the same rights, one reading for all topics."""

import json
from typing import Any

import httpx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from project.accounts.models import User
from tests.probe.actions import make_mark
from tests.probe.models import Member
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Pairs = list[tuple[str, str]]


def ask(client: Client, asked: Pairs) -> list[dict[str, Any]]:
    """The answers, in order."""
    query = {"topic": [topic for topic, _since in asked], "since": [since for _topic, since in asked]}
    response = client.get("/api/rt/poll", query)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    answers: list[dict[str, Any]] = response.json()["answers"]
    return answers


def heard_raw(speaker: Speaker, topic: str, since: dict[str, Any] | None) -> str:
    """The text of the socket's answer to a subscription, with its id left out."""
    speaker.say(type="subscribe", id=777, topic=topic, since=since)
    while '"id":777' not in (text := str(speaker.wire.recv(timeout=10))):
        pass
    return text.replace('"id":777', '"id":null')


@pytest.mark.parametrize("since", ["nothing", "start", "middle", "head", "future", "another history"])
@pytest.mark.parametrize("kind", ["log", "gauge"])
def test_the_answer_is_byte_by_byte_the_sockets(site: Site, key: str, kind: str, since: str) -> None:
    for value in (1, 2, 3):
        make_mark(key=key, value=value, kinds=("log", "gauge"))
    topic = f"{kind}.{key}"
    with Speaker(site) as ada:
        epoch = ada.subscribe(f"log.{key}-other")["epoch"]
        seq = {"start": 0, "middle": 1, "head": 3, "future": 9}.get(since, 1)
        position = None if since == "nothing" else {"epoch": "e" if "history" in since else epoch, "seq": seq}
        spoken = heard_raw(ada, topic, position)

    text = "" if position is None else f"{position['epoch']}:{position['seq']}"
    polled = httpx.get(f"{site.url}/api/rt/poll", params={"topic": topic, "since": text}).text

    assert polled.startswith(f'{{"answers":[{spoken}],"time":"')


def test_answers_come_in_the_order_of_the_questions(client: Client, key: str) -> None:
    make_mark(key=key, value=5, kinds=("log", "gauge"))

    answers = ask(client, [(f"log.{key}", ""), ("nothing.here", ""), ("log.no-such", ""), (f"gauge.{key}", "")])

    assert [answer.get("code", answer["type"]) for answer in answers] == [
        "subscribed",
        "unknown_topic",
        "unknown_topic",
        "subscribed",
    ]
    assert answers[0]["snapshot"] == {"values": [5], "total": 1}
    assert answers[3]["snapshot"] == {"value": 5}


def test_each_topic_goes_on_from_its_own_position(client: Client, key: str) -> None:
    for value in (1, 2, 3):
        make_mark(key=key, value=value, kinds=("log", "gauge"))
    epoch = ask(client, [(f"log.{key}", "")])[0]["epoch"]

    log, gauge = ask(client, [(f"log.{key}", f"{epoch}:1"), (f"gauge.{key}", f"{epoch}:1")])

    assert [event["seq"] for event in log["events"]] == [2, 3]
    assert [event["seq"] for event in gauge["events"]] == [3]


@pytest.mark.parametrize("since", ["x", ":", "1", ":1", "{epoch}:", "{epoch}:-1", "{epoch}:x", "{epoch}:" + "9" * 30])
def test_a_position_that_cannot_be_read_brings_the_snapshot(client: Client, key: str, since: str) -> None:
    make_mark(key=key, value=1)
    epoch = ask(client, [(f"log.{key}", "")])[0]["epoch"]

    answer = ask(client, [(f"log.{key}", since.format(epoch=epoch))])[0]

    assert answer["recovered"] is False


def test_only_members_are_told_a_secret(client: Client, key: str, ben: tuple[User, str], cyd: tuple[User, str]) -> None:
    Member.objects.create(key=key, person=ben[0].public_id)
    make_mark(key=key, value=4242, kinds=("secret",))
    told = {}
    for person in (None, cyd[0], ben[0]):
        visitor = Client()
        if person is not None:
            visitor.force_login(person)
        told[person] = ask(visitor, [(f"secret.{key}", "")])[0]

    assert told[ben[0]]["snapshot"]["values"] == [4242]
    assert told[None] == {"type": "error", "id": None, "code": "forbidden", "message": f"secret.{key}"}
    assert told[cyd[0]] == told[None]


def test_a_member_who_was_thrown_off_is_told_nothing_more(client: Client, key: str, ben: tuple[User, str]) -> None:
    Member.objects.create(key=key, person=ben[0].public_id)
    client.force_login(ben[0])
    epoch = ask(client, [(f"secret.{key}", "")])[0]["epoch"]
    Member.objects.all().delete()
    make_mark(key=key, value=1, kinds=("secret",))

    assert ask(client, [(f"secret.{key}", f"{epoch}:0")])[0]["code"] == "forbidden"


def test_more_topics_than_a_socket_may_join_are_refused(client: Client, settings: Any) -> None:
    many = {"topic": [f"log.{number}" for number in range(settings.RT_MAX_TOPICS + 1)]}

    response = client.get("/api/rt/poll", many)

    assert response.status_code == 422
    assert response.headers["Content-Type"].startswith("application/problem+json")
    assert response.json()["code"] == "TooManyTopics"


def test_no_topic_at_all_is_refused(client: Client) -> None:
    assert client.get("/api/rt/poll").status_code == 422


def test_positions_cost_as_many_queries_for_thirty_topics_as_for_three(client: Client, key: str) -> None:
    for number in range(30):
        make_mark(key=f"{key}-{number}", value=number)
    epoch = ask(client, [(f"log.{key}-0", "")])[0]["epoch"]

    counts = []
    for many in (3, 30):
        with CaptureQueriesContext(connection) as queries:
            answers = ask(client, [(f"log.{key}-{number}", f"{epoch}:0") for number in range(many)])
        assert [json.dumps(answer["recovered"]) for answer in answers] == ["true"] * many
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 4


def test_the_same_topic_asked_for_twice_is_answered_twice(client: Client, key: str) -> None:
    make_mark(key=key, value=1)
    epoch = ask(client, [(f"log.{key}", "")])[0]["epoch"]

    first, second = ask(client, [(f"log.{key}", ""), (f"log.{key}", f"{epoch}:0")])

    assert first["type"] == second["type"] == "subscribed"
