"""A followed topic is told to an address: every event, once, in order, signed; and a bad address harms nobody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from project.base import clock
from realtime.models import Topic
from realtime.webhooks import actions, sending
from realtime.webhooks.models import Delivery, Endpoint
from tests.probe.actions import make_mark
from tests.realtime.webhooks.receiver import Receiver, receiver

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def ours() -> Iterator[Receiver]:
    with receiver() as program:
        yield program


@pytest.fixture
def key() -> str:
    return f"k{uuid4().hex[:12]}"


def follow(key: str, program: Receiver) -> tuple[Endpoint, str]:
    return actions.add_endpoint(topic=f"log.{key}", url=program.url, created_by=None, now=clock.now())


def happen(key: str, *values: int) -> None:
    for value in values:
        make_mark(key=key, value=value)


def make_due(endpoint: Endpoint) -> None:
    """Let the time pass that a failure asks for."""
    Endpoint.objects.filter(pk=endpoint.pk).update(due_at=clock.now() - timedelta(seconds=1))


def test_every_later_event_is_told_in_order_and_signed(key: str, ours: Receiver) -> None:
    happen(key, 1)
    endpoint, secret = follow(key, ours)
    happen(key, 2, 3)

    assert sending.push_endpoint(endpoint.pk) is None

    bodies = ours.verified(secret)
    assert [(body["type"], body["seq"], body["data"]["value"]) for body in bodies] == [
        ("mark.made", 2, 2),
        ("mark.made", 3, 3),
    ]
    assert {body["topic"] for body in bodies} == {f"log.{key}"}
    assert list(endpoint.deliveries.values_list("state", flat=True)) == ["done", "done"]


def test_the_secret_is_not_in_the_database(key: str, ours: Receiver) -> None:
    endpoint, secret = follow(key, ours)

    stored = Endpoint.objects.filter(pk=endpoint.pk).values().get()

    assert secret.removeprefix("whsec_") not in str(stored)


def test_a_failure_holds_back_what_comes_after_it_and_is_tried_again_under_the_same_id(
    key: str, ours: Receiver
) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1, 2)
    ours.will_answer(500, 503)

    first_again_at = sending.push_endpoint(endpoint.pk)
    assert first_again_at is not None
    assert sending.push_endpoint(endpoint.pk) == first_again_at
    make_due(endpoint)
    assert sending.push_endpoint(endpoint.pk) is not None
    make_due(endpoint)
    assert sending.push_endpoint(endpoint.pk) is None

    assert ours.seqs() == [1, 1, 1, 2]
    assert len({push.headers["webhook-id"] for push in ours.pushed[:3]}) == 1
    tries = endpoint.deliveries.order_by("pk")[0].tries
    assert [one["status"] for one in tries] == [500, 503, 200]


@pytest.mark.parametrize("redirect", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_and_counts_as_failure(key: str, ours: Receiver, redirect: int) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1)
    ours.will_answer(redirect, Location=ours.url)

    assert sending.push_endpoint(endpoint.pk) is not None

    assert len(ours.pushed) == 1
    assert Delivery.objects.get().state == "waiting"


def test_an_event_refused_again_and_again_lets_those_behind_it_pass(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1, 2)
    ours.will_answer(*[422] * 5)
    for _ in range(6):
        make_due(endpoint)
        sending.push_endpoint(endpoint.pk)

    assert ours.seqs() == [1, 1, 1, 1, 1, 2]
    assert list(endpoint.deliveries.values_list("state", flat=True)) == ["refused", "done"]


def test_an_endpoint_that_says_gone_is_told_nothing_more_until_resumed(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1)
    ours.will_answer(410)
    sending.push_endpoint(endpoint.pk)
    happen(key, 2)
    make_due(endpoint)
    sending.push_endpoint(endpoint.pk)
    assert Endpoint.objects.get().state == "dead"
    assert ours.seqs() == [1]

    actions.resume_endpoint(endpoint, now=clock.now())
    sending.push_endpoint(endpoint.pk)

    assert ours.seqs() == [1, 1, 2]


def test_an_endpoint_that_failed_for_five_days_is_switched_off_and_loses_nothing(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1)
    long_ago = clock.now() - timedelta(hours=121)
    Endpoint.objects.update(failing_since=long_ago, failures=40)
    ours.will_answer(500)

    sending.push_endpoint(endpoint.pk)

    assert Endpoint.objects.get().state == "dead"
    assert Delivery.objects.get().state == "waiting"


def test_retry_after_is_respected_within_an_hour(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1)
    ours.will_answer(429, Retry_After="120")

    again_at = sending.push_endpoint(endpoint.pk)

    assert again_at is not None
    assert timedelta(seconds=110) < again_at - clock.now() < timedelta(seconds=140)


def test_two_workers_at_once_tell_every_event_once(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, *range(1, 21))
    ours.sleep = 0.01

    def work(_number: int) -> None:
        try:
            sending.push_endpoint(endpoint.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    sending.push_endpoint(endpoint.pk)

    assert ours.seqs() == list(range(1, 21))


def test_a_worker_killed_while_it_pushed_is_followed_by_another_after_its_lease(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1)
    Endpoint.objects.update(leased_until=clock.now() + timedelta(seconds=30))
    assert sending.due_endpoints(now=clock.now()) == []
    sending.push_endpoint(endpoint.pk)
    assert ours.pushed == []

    Endpoint.objects.update(leased_until=clock.now() - timedelta(seconds=1))

    assert sending.due_endpoints(now=clock.now()) == [endpoint.pk]
    sending.push_endpoint(endpoint.pk)
    assert ours.seqs() == [1]


def test_the_round_finds_what_was_never_queued_and_nothing_else(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    assert sending.due_endpoints(now=clock.now()) == []

    happen(key, 1)

    assert sending.due_endpoints(now=clock.now()) == [endpoint.pk]
    sending.push_endpoint(endpoint.pk)
    assert sending.due_endpoints(now=clock.now()) == []


def test_a_paused_endpoint_is_told_later_what_it_missed(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    actions.pause_endpoint(endpoint)
    happen(key, 1, 2)
    sending.push_endpoint(endpoint.pk)
    assert ours.pushed == []

    actions.resume_endpoint(endpoint, now=clock.now())
    sending.push_endpoint(endpoint.pk)

    assert ours.seqs() == [1, 2]


def test_replay_tells_again_from_a_position_under_the_same_ids(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1, 2, 3)
    sending.push_endpoint(endpoint.pk)

    assert actions.replay(endpoint, since_seq=2, now=clock.now()) == 2
    sending.push_endpoint(endpoint.pk)

    assert ours.seqs() == [1, 2, 3, 2, 3]
    ids = [push.headers["webhook-id"] for push in ours.pushed]
    assert ids[3:] == ids[1:3]


def test_a_test_is_signed_like_any_event(key: str, ours: Receiver) -> None:
    endpoint, secret = follow(key, ours)

    actions.send_test(endpoint, now=clock.now())
    sending.push_endpoint(endpoint.pk)

    assert [body["type"] for body in ours.verified(secret)] == ["test"]


def test_an_address_is_told_once_and_a_topic_tells_ten(key: str, ours: Receiver) -> None:
    follow(key, ours)
    with pytest.raises(actions.AddressTaken):
        follow(key, ours)
    for number in range(9):
        actions.add_endpoint(topic=f"log.{key}", url=f"{ours.url}/{number}", created_by=None, now=clock.now())

    with pytest.raises(actions.TooManyEndpoints):
        actions.add_endpoint(topic=f"log.{key}", url=f"{ours.url}/more", created_by=None, now=clock.now())

    assert Endpoint.objects.filter(topic=f"log.{key}").count() == 10


def test_what_was_told_a_month_ago_is_forgotten_and_what_waits_is_not(key: str, ours: Receiver) -> None:
    endpoint, _secret = follow(key, ours)
    happen(key, 1, 2)
    ours.will_answer(200, 500)
    sending.push_endpoint(endpoint.pk)
    Delivery.objects.update(created_at=clock.now() - timedelta(days=31))

    assert sending.forget_old_deliveries(now=clock.now()) == 1

    assert Delivery.objects.get().state == "waiting"
    assert Topic.objects.get(name=f"log.{key}").head == 2
