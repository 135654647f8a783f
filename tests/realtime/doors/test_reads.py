"""One look at the database serves many topics, within bounds, and one topic's trouble stays its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from realtime.doors.reads import read
from realtime.hub.questions import Failed, Missing, Reading, Since, Want
from realtime.models import EventRow, Topic
from realtime.topics import Kind, parse_topic
from tests.probe.actions import make_mark
from tests.realtime.race import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def want(topic: str, after: int | None = 0, **options: Any) -> Want:
    kind = options.pop("kind", None) or kind_of(topic)
    return Want(topic, kind, after, **options)


def kind_of(topic: str) -> Kind:
    parsed = parse_topic(topic)
    assert parsed is not None
    return parsed[0]


def shown(outcome: object) -> Reading:
    """The outcome, which must be a reading."""
    assert isinstance(outcome, Reading)
    return outcome


@contextmanager
def queries(expected: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as seen:
        yield
    assert len(seen) == expected, [query["sql"] for query in seen]


def test_heads_and_rows_of_many_topics_cost_one_query(key: str) -> None:
    topics = [f"log.{key}-{number}" for number in range(40)]
    for number in range(40):
        make_mark(key=f"{key}-{number}", value=number)

    with queries(1):
        outcomes = read([want(topic) for topic in topics])

    assert [shown(outcomes[topic]).head for topic in topics] == [1] * 40
    assert [len(shown(outcomes[topic]).rows) for topic in topics] == [1] * 40


def test_whoever_wants_no_rows_gets_the_head_alone(key: str) -> None:
    make_mark(key=key, value=1)

    reading = shown(read([want(f"log.{key}", None)])[f"log.{key}"])

    assert (reading.head, reading.rows, reading.snapshot) == (1, [], None)


def test_a_topic_nobody_has_published_to_stands_at_zero(key: str) -> None:
    reading = shown(read([want(f"log.{key}", snapshot=True)])[f"log.{key}"])

    assert (reading.head, reading.rows) == (0, [])
    assert reading.snapshot == '{"values":[],"total":0}'


def test_a_tail_holds_no_more_events_than_the_limit(key: str, settings: Any) -> None:
    settings.RT_TAIL_EVENTS = 5
    for value in range(8):
        make_mark(key=key, value=value)

    reading = shown(read([want(f"log.{key}")])[f"log.{key}"])

    assert [seq for seq, _frame in reading.rows] == [4, 5, 6, 7, 8]


def test_a_tail_holds_no_more_bytes_than_the_limit(key: str, settings: Any) -> None:
    settings.RT_TAIL_BYTES = 4000
    for value in range(8):
        make_mark(key=key, value=value, filler="x" * 1000)

    reading = shown(read([want(f"log.{key}")])[f"log.{key}"])

    assert [seq for seq, _frame in reading.rows] == [6, 7, 8]


def test_rows_behind_a_hole_are_not_given(key: str) -> None:
    for value in range(6):
        make_mark(key=key, value=value)
    EventRow.objects.filter(topic=Topic.objects.get(name=f"log.{key}"), seq=3).delete()

    reading = shown(read([want(f"log.{key}")])[f"log.{key}"])

    assert [seq for seq, _frame in reading.rows] == [4, 5, 6]


@pytest.mark.parametrize(("since", "snapshot"), [(0, False), (2, False), (3, False), (4, True)])
def test_a_snapshot_is_made_only_for_whom_the_rows_do_not_reach(key: str, since: int, snapshot: bool) -> None:  # noqa: FBT001
    for value in range(3):
        make_mark(key=key, value=value)
    epoch = shown(read([want(f"log.{key}")])[f"log.{key}"]).epoch

    reading = shown(read([want(f"log.{key}", resuming=(Since(epoch, since),))])[f"log.{key}"])

    assert (reading.snapshot is not None) is snapshot


def fails(key: str) -> dict[str, Any]:
    raise ValueError(key)


def breaks_the_query(key: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    return {}


def writes(key: str) -> dict[str, Any]:
    Topic.objects.create(name="log.written")
    return {}


def is_too_large(key: str) -> dict[str, Any]:
    return {"filler": "x" * 65_536}


@pytest.mark.parametrize("snapshot", [fails, breaks_the_query, writes, is_too_large])
def test_a_snapshot_that_fails_spoils_no_other_topic(
    key: str, snapshot: Callable[[str], dict[str, Any]], capfd: pytest.CaptureFixture[str]
) -> None:
    make_mark(key=key, value=1)
    bad = replace(kind_of("log.x"), snapshot=snapshot)

    outcomes = read(
        [
            want(f"log.{key}-a", snapshot=True, kind=bad),
            want("log.no-such", snapshot=True),
            want(f"log.{key}", snapshot=True),
            want(f"gauge.{key}", snapshot=True),
        ]
    )

    assert isinstance(outcomes[f"log.{key}-a"], Failed)
    assert isinstance(outcomes["log.no-such"], Missing)
    assert shown(outcomes[f"log.{key}"]).snapshot == '{"values":[1],"total":1}'
    assert shown(outcomes[f"gauge.{key}"]).snapshot == '{"value":1}'
    assert not Topic.objects.filter(name="log.written").exists()


def test_a_snapshot_and_its_position_are_of_one_moment(key: str) -> None:
    make_mark(key=key, value=1)

    def interrupted(key: str) -> dict[str, Any]:
        before = kind_of("log.x").snapshot(key)
        publish_elsewhere(key)
        return {"before": before, "after": kind_of("log.x").snapshot(key)}

    bad = replace(kind_of("log.x"), snapshot=interrupted)
    reading = shown(read([want(f"log.{key}", snapshot=True, kind=bad)])[f"log.{key}"])

    one = '{"values":[1],"total":1}'
    assert (reading.head, reading.snapshot) == (1, f'{{"before":{one},"after":{one}}}')
    assert Topic.objects.get(name=f"log.{key}").head == 2


def publish_elsewhere(key: str) -> None:
    """Commit one more mark through another connection."""
    race(lambda _number: make_mark(key=key, value=2), runners=1)


def test_a_database_that_fails_is_not_taken_for_an_empty_one(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE realtime_eventrow RENAME TO away")
    try:
        with pytest.raises(DatabaseError):
            read([want(f"log.{key}")])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO realtime_eventrow")
