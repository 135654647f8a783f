"""What a socket says and hears: the same on uvicorn with its transport and on daphne through ASGI."""

import pytest

from project.accounts.models import User
from realtime.models import Topic
from tests.probe.actions import make_mark
from tests.probe.models import Member
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_guest_is_welcomed_with_what_they_must_know(site: Site) -> None:
    with Speaker(site) as ada:
        welcome = ada.next()

    assert next(iter(welcome)) == "type"
    assert welcome["type"] == "welcome"
    assert welcome["heartbeat"] == 25
    assert welcome["limits"] == {"topics": 5, "frame": 16384}
    assert welcome["user"] is None
    assert welcome["ack"] in {0, 50}


def test_a_newcomer_gets_the_snapshot_and_then_every_event_once(site: Site, key: str) -> None:
    make_mark(key=key, value=1)
    with Speaker(site) as ada:
        answer = ada.subscribe(f"log.{key}")
        for value in (2, 3, 4):
            make_mark(key=key, value=value)
        events = [ada.hear() for _ in range(3)]

        assert ada.silent()
    assert answer["recovered"] is False
    assert answer["snapshot"] == {"values": [1], "total": 1}
    assert answer["seq"] == 1
    assert [event["seq"] for event in events] == [2, 3, 4]
    assert [event["data"]["value"] for event in events] == [2, 3, 4]
    assert list(events[0])[:2] == ["type", "topic"]


def test_a_returning_browser_gets_exactly_what_it_missed(site: Site, key: str) -> None:
    make_mark(key=key, value=1)
    with Speaker(site) as ada:
        seen = ada.subscribe(f"log.{key}")
    for value in (2, 3):
        make_mark(key=key, value=value)

    with Speaker(site) as ada:
        answer = ada.subscribe(f"log.{key}", {"epoch": seen["epoch"], "seq": seen["seq"]})

    assert answer["recovered"] is True
    assert [event["data"]["value"] for event in answer["events"]] == [2, 3]
    assert answer["seq"] == 3


@pytest.mark.parametrize("since", [{"epoch": "another", "seq": 1}, {"epoch": None, "seq": 99}])
def test_a_position_of_another_history_or_of_the_future_starts_again(
    site: Site, key: str, since: dict[str, object]
) -> None:
    make_mark(key=key, value=1)
    with Speaker(site) as ada:
        epoch = since["epoch"] or ada.subscribe(f"log.{key}")["epoch"]

        answer = ada.subscribe(f"log.{key}", {"epoch": epoch, "seq": since["seq"]})

    assert answer["recovered"] is False
    assert answer["snapshot"] == {"values": [1], "total": 1}


def test_more_missed_than_is_kept_starts_again(site: Site, key: str) -> None:
    for value in range(305):
        make_mark(key=key, value=value)
    with Speaker(site) as ada:
        epoch = ada.subscribe(f"gauge.{key}")["epoch"]

        lost, kept = (ada.subscribe(f"log.{key}", {"epoch": epoch, "seq": seq}) for seq in (4, 5))

    assert lost["recovered"] is False
    assert lost["seq"] == 305
    assert kept["recovered"] is True
    assert len(kept["events"]) == 300


def test_a_latest_topic_brings_a_returning_browser_the_newest_value_only(site: Site, key: str) -> None:
    make_mark(key=key, value=1, kinds=("gauge",))
    with Speaker(site) as ada:
        seen = ada.subscribe(f"gauge.{key}")
    for value in (2, 3):
        make_mark(key=key, value=value, kinds=("gauge",))

    with Speaker(site) as ada:
        answer = ada.subscribe(f"gauge.{key}", {"epoch": seen["epoch"], "seq": seen["seq"]})

    assert [event["data"]["value"] for event in answer["events"]] == [3]
    assert answer["seq"] == 3


def test_commits_in_two_topics_reach_a_socket_on_both_in_order(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        ada.subscribe(f"log.{key}")
        ada.subscribe(f"gauge.{key}")
        for value in range(5):
            make_mark(key=key, value=value, kinds=("log", "gauge"))

        heard: dict[str, list[int]] = {f"log.{key}": [], f"gauge.{key}": []}
        while {5} != {seen[-1] if seen else 0 for seen in heard.values()}:
            event = ada.hear("event")
            heard[event["topic"]].append(event["seq"])

    assert heard[f"log.{key}"] == [1, 2, 3, 4, 5]
    # A latest value may be overtaken by a newer one before it leaves, never by an older one.
    assert heard[f"gauge.{key}"] == sorted(set(heard[f"gauge.{key}"]))


def test_after_unsubscribing_nothing_more_comes(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        ada.subscribe(f"log.{key}")
        ada.say(type="unsubscribe", id=9, topic=f"log.{key}")
        ada.subscribe(f"gauge.{key}")
        make_mark(key=key, value=1)

        assert ada.silent()
        ada.say(type="unsubscribe", id=10, topic=f"log.{key}")
        assert ada.hear() == {"type": "error", "id": 10, "code": "not_subscribed", "message": f"log.{key}"}


@pytest.mark.parametrize(
    ("topic", "code"),
    [("nothing.here", "unknown_topic"), ("log.no-such", "unknown_topic"), ("log", "unknown_topic")],
)
def test_a_topic_that_does_not_exist_is_said_to_be_unknown(site: Site, topic: str, code: str) -> None:
    with Speaker(site) as ada:
        assert ada.subscribe(topic)["code"] == code
    assert not Topic.objects.filter(name=topic).exists()


@pytest.mark.parametrize(
    ("text", "code", "reply_to"),
    [
        ("{", "bad_frame", None),
        ("[]", "bad_frame", None),
        ('{"id":1}', "bad_frame", None),
        ('{"type":"subscribe","id":"x","topic":"log.a"}', "bad_frame", None),
        ('{"type":"subscribe","id":2,"topic":7}', "bad_frame", 2),
        ('{"type":"subscribe","id":3,"topic":"log.a","since":{"seq":-1}}', "bad_frame", 3),
        ('{"type":"order","id":4}', "unknown_type", 4),
        ('{"type":"signal","id":5,"topic":"log.a","name":"wave"}', "not_subscribed", 5),
    ],
)
def test_a_wrong_frame_is_answered_and_changes_nothing(
    site: Site, key: str, text: str, code: str, reply_to: int | None
) -> None:
    with Speaker(site) as ada:
        ada.wire.send(text)
        answer = ada.hear("error")

        assert (answer["code"], answer["id"]) == (code, reply_to)
        assert ada.subscribe(f"log.{key}")["type"] == "subscribed"


def test_no_more_topics_than_the_limit_can_be_joined(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        answers = [ada.subscribe(f"log.{key}-{number}")["type"] for number in range(5)]
        refusal = ada.subscribe(f"log.{key}-6")

    assert answers == ["subscribed"] * 5
    assert refusal["code"] == "too_many_topics"


# Rights


def test_a_stranger_is_refused_and_hears_nothing_of_a_secret(
    site: Site, key: str, ben: tuple[User, str], cyd: tuple[User, str]
) -> None:
    Member.objects.create(key=key, person=ben[0].public_id)
    make_mark(key=key, value=424242, kinds=("secret",))
    with Speaker(site, cookie=ben[1]) as member, Speaker(site, cookie=cyd[1]) as stranger, Speaker(site) as guest:
        admitted = member.subscribe(f"secret.{key}")
        refused = [
            other.subscribe(f"secret.{key}", {"epoch": admitted["epoch"], "seq": 0}) for other in (stranger, guest)
        ]
        make_mark(key=key, value=43, kinds=("secret",))

        assert member.hear()["data"]["value"] == 43
        assert stranger.silent()
        assert guest.silent()
    assert admitted["snapshot"]["values"] == [424242]
    assert [answer["code"] for answer in refused] == ["forbidden", "forbidden"]
    assert "424242" not in str(refused)


def test_a_signed_in_person_is_named_in_the_welcome(site: Site, ben: tuple[User, str]) -> None:
    with Speaker(site, cookie=ben[1]) as socket:
        assert socket.next()["user"] == ben[0].public_id


# Signals and presence


def test_a_signal_reaches_the_others_and_is_not_stored(site: Site, key: str) -> None:
    with Speaker(site) as ada, Speaker(site) as ben:
        for speaker in (ada, ben):
            speaker.subscribe(f"log.{key}")
        ada.say(type="signal", id=7, topic=f"log.{key}", name="wave", data={"with": "both hands"})

        while (heard := ben.hear("signal"))["name"] != "wave":
            pass

        assert heard["data"] == {"with": "both hands"}
        ada.say(type="signal", id=8, topic=f"log.{key}", name="shout", data=None)
        assert ada.hear("error")["code"] == "unknown_signal"
    assert not Topic.objects.filter(name=f"log.{key}", head__gt=0).exists()


def test_listeners_hear_how_many_they_are(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        ada.subscribe(f"log.{key}")
        with Speaker(site) as ben:
            ben.subscribe(f"log.{key}")
            while ada.hear("signal")["data"] != {"count": 2}:
                pass
        while ada.hear("signal")["data"] != {"count": 1}:
            pass


def test_members_hear_who_is_there_and_who_is_idle(
    site: Site, key: str, ben: tuple[User, str], cyd: tuple[User, str]
) -> None:
    for person, _cookie in (ben, cyd):
        Member.objects.create(key=key, person=person.public_id)
    with Speaker(site, cookie=ben[1]) as here, Speaker(site, cookie=cyd[1]) as there:
        for speaker in (here, there):
            speaker.subscribe(f"secret.{key}")

        there.say(type="signal", id=9, topic=f"secret.{key}", name="idle", data=None)

        people = {person.public_id: {"id": person.public_id, "name": str(person)} for person, _cookie in (ben, cyd)}
        expected = [{**people[ben[0].public_id], "idle": False}, {**people[cyd[0].public_id], "idle": True}]
        expected.sort(key=lambda person: str(person["id"]))
        while here.hear("signal")["data"] != {"count": 2, "people": expected}:
            pass
