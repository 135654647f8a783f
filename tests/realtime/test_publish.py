"""An event and its fact are committed together or not at all, in the order of their positions."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from django.db.models import Count, Max

from realtime import hints
from realtime.events import Whole
from realtime.models import EventRow, Topic
from realtime.publish import EventTooLarge, PublishedOutsideTransaction, TopicsOutOfOrder, publish
from tests.probe.actions import MarkMade, make_mark
from tests.probe.models import Mark
from tests.realtime.race import race
from tests.realtime.speaker import Speaker
from tests.site import Site, free_port

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@dataclass(frozen=True, kw_only=True)
class MarksCounted(Whole):
    """How many marks a key has: more than any one transaction holds."""

    name: ClassVar[str] = "marks.counted"
    kind: ClassVar[str] = "gauge"


class ChangedMyMind(Exception):
    """Rolls a transaction back."""


@pytest.fixture
def no_valkey(settings: Any) -> Iterator[str]:
    """Nobody listens where Valkey should be."""
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    hints._client.cache_clear()
    hints._Breaker.closed_until = 0.0
    yield settings.REDIS_URL
    hints._client.cache_clear()
    hints._Breaker.closed_until = 0.0


@pytest.fixture
def hanging_valkey(settings: Any) -> Iterator[list[socket.socket]]:
    """Somebody takes connections where Valkey should be, and never answers; these are the connections."""
    came: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                came.append(door.accept()[0])

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=accept, daemon=True).start()
        settings.REDIS_URL = f"redis://127.0.0.1:{door.getsockname()[1]}/0"
        hints._client.cache_clear()
        hints._Breaker.closed_until = 0.0
        yield came
        hints._client.cache_clear()
        hints._Breaker.closed_until = 0.0


def mark(key: str, kind: str = "log", **fields: Any) -> MarkMade:
    return MarkMade(kind=kind, key=key, value=1, **fields)


def add_and_count(key: str) -> None:
    """One more mark, and all of them told."""
    with transaction.atomic():
        Mark.objects.create(key=key, value=1)
        publish(MarksCounted(key=key, value=lambda: {"count": Mark.objects.filter(key=key).count()}))


def add_and_count_elsewhere(key: str) -> None:
    """The same on a connection of its own, closed behind it."""
    try:
        add_and_count(key)
    finally:
        connection.close()


def somebody_waits() -> bool:
    """Whether a session waits for a row that another holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def frames_of(topic: str) -> list[str]:
    return list(EventRow.objects.filter(topic__name=topic).order_by("seq").values_list("frame", flat=True))


def positions_of(topic: str) -> list[int]:
    return list(EventRow.objects.filter(topic__name=topic).order_by("seq").values_list("seq", flat=True))


def looked(key: str) -> tuple[int, int]:
    """The newest position of the key's log and how many there are, at one look."""
    rows = EventRow.objects.filter(topic__name=f"log.{key}")
    seen = rows.aggregate(newest=Max("seq"), count=Count("seq"))
    return seen["newest"] or 0, seen["count"]


def test_a_transaction_that_is_rolled_back_tells_nobody_and_leaves_nothing(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        ada.subscribe(f"log.{key}")
        with suppress(ChangedMyMind), transaction.atomic():
            make_mark(key=key, value=1)
            raise ChangedMyMind
        make_mark(key=key, value=2)
        heard = ada.hear()

    assert (heard["seq"], heard["data"]["value"]) == (1, 2)
    assert positions_of(f"log.{key}") == [1]


def test_a_savepoint_that_is_rolled_back_takes_its_news_with_it(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        ada.subscribe(f"log.{key}")
        with transaction.atomic():
            make_mark(key=key, value=1)
            with suppress(ChangedMyMind), transaction.atomic():
                make_mark(key=key, value=2)
                raise ChangedMyMind
            make_mark(key=key, value=3)
        heard = [ada.hear(), ada.hear()]

        assert ada.silent()
    assert [(event["seq"], event["data"]["value"]) for event in heard] == [(1, 1), (2, 3)]


def test_outside_a_transaction_nothing_is_published(key: str) -> None:
    with pytest.raises(PublishedOutsideTransaction):
        publish(mark(key))

    assert not Topic.objects.filter(name=f"log.{key}").exists()


def test_topics_locked_in_an_order_that_can_deadlock_are_refused(key: str) -> None:
    with transaction.atomic():
        publish(mark(key, "log"))
        with pytest.raises(TopicsOutOfOrder):
            publish(mark(key, "gauge"))

    assert not Topic.objects.filter(name=f"gauge.{key}").exists()


def test_the_order_holds_through_savepoints(key: str) -> None:
    with transaction.atomic():
        publish(mark(key, "log"))
        with pytest.raises(TopicsOutOfOrder), transaction.atomic():
            publish(mark(key, "gauge"))
    with transaction.atomic():
        with transaction.atomic():
            publish(mark(key, "log"))
        with pytest.raises(TopicsOutOfOrder):
            publish(mark(key, "gauge"))


def test_several_topics_at_once_are_locked_in_order_by_publish_itself(key: str) -> None:
    with transaction.atomic():
        publish(mark(key, "log"), mark(key, "gauge"), mark(key, "log"))

    assert positions_of(f"log.{key}") == [1, 2]
    assert positions_of(f"gauge.{key}") == [1]


def test_an_event_that_is_too_large_is_refused_with_its_fact(key: str, settings: Any) -> None:
    with pytest.raises(EventTooLarge):
        make_mark(key=key, value=1, filler="x" * settings.RT_OUTBOUND_BYTES)

    assert not Mark.objects.filter(key=key).exists()
    assert not Topic.objects.filter(name=f"log.{key}").exists()


def test_the_largest_event_keeps_within_the_frame_limit(key: str, settings: Any) -> None:
    room = settings.RT_OUTBOUND_BYTES - 300

    make_mark(key=key, value=1, filler="€" * (room // 3))

    assert settings.RT_OUTBOUND_BYTES - 320 < len(frames_of(f"log.{key}")[0].encode()) <= settings.RT_OUTBOUND_BYTES


def test_a_kind_nobody_registered_is_a_mistake(key: str) -> None:
    with pytest.raises(LookupError), transaction.atomic():
        publish(mark(key, "nothing"))


def test_the_frame_in_the_row_is_the_frame_on_the_wire(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        ada.subscribe(f"log.{key}")
        make_mark(key=key, value=1, filler='"ü€🏀\\\n\u2028</script>')
        while '"event"' not in (sent := str(ada.wire.recv(timeout=10))):
            pass

    assert frames_of(f"log.{key}") == [sent]


def test_eight_writers_at_once_leave_neither_hole_nor_double(key: str) -> None:
    def write(number: int) -> None:
        for turn in range(25):
            make_mark(key=key, value=number * 100 + turn)

    race(write, runners=8)

    assert positions_of(f"log.{key}") == [*range(1, 201)]
    assert Topic.objects.get(name=f"log.{key}").head == 200


def test_a_position_is_visible_only_with_everything_before_it(key: str) -> None:
    def work(number: int) -> set[int]:
        if number:
            for turn in range(25):
                make_mark(key=key, value=turn)
            return set()
        return {newest - count for newest, count in (looked(key) for _ in range(150))}

    assert race(work, runners=4)[0] == {0}


def test_writers_of_the_same_topics_in_opposite_order_do_not_deadlock(key: str) -> None:
    def write(number: int) -> None:
        kinds = ("log", "gauge") if number % 2 else ("gauge", "log")
        for turn in range(20):
            make_mark(key=key, value=turn, kinds=kinds)

    race(write, runners=4)

    assert positions_of(f"log.{key}") == positions_of(f"gauge.{key}") == [*range(1, 81)]


def test_without_valkey_a_commit_waits_a_moment_at_most_and_the_news_still_comes(key: str, no_valkey: str) -> None:
    site = Site(environment={"REDIS_URL": no_valkey})
    site.start()
    try:
        with Speaker(site) as ada:
            ada.subscribe(f"log.{key}")
            began = time.monotonic()
            for value in range(20):
                make_mark(key=key, value=value)
            committed = time.monotonic()
            heard = [ada.hear()["data"]["value"] for _ in range(20)]
    finally:
        site.stop()

    assert heard == [*range(20)]
    assert committed - began < 3
    assert time.monotonic() - committed < 20


def test_a_valkey_that_hangs_is_asked_twice_and_then_left_alone(hanging_valkey: list[socket.socket], key: str) -> None:
    for value in (1, 2, 3):
        make_mark(key=key, value=value)

    assert positions_of(f"log.{key}") == [1, 2, 3]
    assert len(hanging_valkey) == 2


def test_of_two_who_change_at_once_what_a_topic_sums_up_the_later_tells_both(key: str) -> None:
    other = threading.Thread(target=add_and_count_elsewhere, args=(key,))
    with transaction.atomic():
        add_and_count(key)
        other.start()
        while other.is_alive() and not somebody_waits():
            time.sleep(0.01)
    other.join()

    assert [json.loads(frame)["data"] for frame in frames_of(f"gauge.{key}")] == [{"count": 1}, {"count": 2}]
