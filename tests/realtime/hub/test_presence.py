"""Who is there: people are counted once, every process for itself, and whoever joins is told."""

import json
from collections.abc import Callable
from typing import Any

from project.accounts.visitors import Visitor
from realtime.hub.hub import Hub
from realtime.hub.presence import REFRESH_SECONDS, Presence
from realtime.hub.questions import Failed, Outcome, Want
from realtime.hub.stream import Stream
from realtime.hub.wire import from_wire
from realtime.topics import Kind, Mode, everyone

ROOM = Kind(name="room", mode=Mode.LOG, may_join=everyone, snapshot=lambda key: {}, presence=True)
QUIET = Kind(name="quiet", mode=Mode.LOG, may_join=everyone, snapshot=lambda key: {})


class Ear:
    """A listener who remembers what they heard."""

    ready = True

    def __init__(self, public_id: str | None = None) -> None:
        self.visitor = Visitor(public_id=public_id)
        self.id = f"skt_{id(self)}"
        self.heard: list[dict[str, Any]] = []

    def write(self, wire: bytes) -> None:
        self.heard += [json.loads(frame) for frame in from_wire(wire)]

    def counts(self) -> list[int]:
        return [frame["data"]["count"] for frame in self.heard]


class Still:
    """Ports of a hub in which no time passes and nothing is read."""

    def time(self) -> float:
        return 0.0

    def soon(self, callback: Callable[[], None], delay: float = 0.0) -> None:
        callback()

    def read(self, wants: list[Want], done: Callable[[dict[str, Outcome]], None]) -> None:
        done({want.topic: Failed() for want in wants})

    def listen(self, topic: str) -> None:
        """All the same."""

    def unlisten(self, topic: str) -> None:
        """All the same."""


class Here:
    """A presence with its hub, and what it told the other processes."""

    def __init__(self) -> None:
        self.hub = Hub(Still())
        self.told: list[tuple[str, int]] = []
        self.presence = Presence(self.hub, lambda topic, here: self.told.append((topic, here)))
        self.presence.tick(0.0)

    def live(self, topic: str, *ears: Ear, kind: Kind = ROOM) -> Stream[Any]:
        """A topic these are on."""
        stream: Stream[Any] = Stream(topic, kind, tail_frames=5, tail_bytes=500)
        stream.live = dict.fromkeys(ears)
        self.hub.streams[topic] = stream
        return stream


def test_nothing_is_told_until_something_changes() -> None:
    here = Here()
    here.live("room.a", Ear())

    here.presence.tick(1.0)

    assert here.told == []


def test_a_listener_who_comes_or_goes_is_counted_at_the_next_tick_once() -> None:
    here = Here()
    stream = here.live("room.a", Ear(), Ear())
    for _ in range(5):
        here.presence.came("room.a")
    here.presence.tick(1.0)
    stream.live.popitem()
    here.presence.left("room.a")
    here.presence.tick(2.0)
    here.presence.tick(3.0)

    assert here.told == [("room.a", 2), ("room.a", 1)]


def test_a_person_with_several_pages_is_one_and_guests_without_a_name_are_many() -> None:
    here = Here()
    here.live("room.a", Ear("usr_1"), Ear("usr_1"), Ear("usr_2"), Ear(), Ear())
    here.presence.came("room.a")

    here.presence.tick(1.0)

    assert here.told == [("room.a", 4)]


def test_a_listener_who_reads_slowly_is_still_there() -> None:
    here = Here()
    slow = Ear()
    stream = here.live("room.a", slow)
    stream.pause(slow)
    here.presence.left("room.a")

    here.presence.tick(1.0)

    assert here.told == [("room.a", 1)]


def test_an_empty_topic_is_told_to_be_empty() -> None:
    here = Here()
    here.presence.left("room.a")

    here.presence.tick(1.0)

    assert here.told == [("room.a", 0)]


def test_everything_is_told_again_now_and_then_because_it_expires() -> None:
    here = Here()
    here.live("room.a", Ear())
    here.live("quiet.a", Ear(), kind=QUIET)

    here.presence.tick(REFRESH_SECONDS + 1)
    here.presence.tick(REFRESH_SECONDS + 2)

    assert here.told == [("room.a", 1)]


def test_the_sum_is_announced_when_it_changed_and_to_newcomers() -> None:
    here = Here()
    ada, ben = Ear(), Ear()
    stream = here.live("room.a", ada)
    here.presence.came("room.a")
    for everywhere in (1, 1, 3, 3):
        here.presence.told("room.a", everywhere)
    stream.live[ben] = None
    here.presence.came("room.a")
    here.presence.told("room.a", 3)

    assert ada.counts() == [1, 3, 3]
    assert ben.counts() == [3]
    assert ada.heard[0] == {"type": "signal", "topic": "room.a", "name": "presence", "data": {"count": 1}, "from": None}


def test_a_sum_for_a_topic_nobody_here_is_on_is_dropped() -> None:
    here = Here()

    here.presence.told("room.gone", 4)

    assert here.hub.streams == {}
