"""Who is there: people are counted once, every process for itself, and whoever joins is told."""

import json
from collections.abc import Callable
from typing import Any

from project.accounts.visitors import Visitor
from realtime.hub.hub import Hub
from realtime.hub.presence import MOST_PEOPLE, REFRESH_SECONDS, SEEN_SECONDS, Roll
from realtime.hub.questions import Failed, Outcome, Want
from realtime.hub.stream import Stream
from realtime.hub.wire import from_wire
from realtime.topics import Kind, Mode, Presence, everyone

ROOM = Kind(name="room", mode=Mode.LOG, may_join=everyone, snapshot=lambda key: {}, presence=Presence.COUNT)
QUIET = Kind(name="quiet", mode=Mode.LOG, may_join=everyone, snapshot=lambda key: {})
CLUB = Kind(
    name="club",
    mode=Mode.LOG,
    may_join=everyone,
    snapshot=lambda key: {},
    presence=Presence.PEOPLE,
    seen=lambda key, visitors: None,
)


def counted(others: int) -> dict[str, Any]:
    return {"others": others, "people": []}


def person(name: str, *, idle: bool = False) -> dict[str, Any]:
    return {"id": f"usr_{name}", "name": name, "idle": idle}


class Ear:
    """A listener who remembers what they heard."""

    ready = True
    idle = False

    def __init__(self, public_id: str | None = None) -> None:
        name = (public_id or "").partition("_")[2]
        self.visitor = Visitor(public_id=public_id, name=name, person_id=hash(name) if name else None)
        self.topics: dict[str, Stream[Any]] = {}
        self.id = f"skt_{id(self)}"
        self.heard: list[dict[str, Any]] = []

    def write(self, wire: bytes) -> None:
        self.heard += [json.loads(frame) for frame in from_wire(wire)]

    def counts(self) -> list[int]:
        return [frame["data"]["count"] for frame in self.heard]

    def people(self) -> list[list[dict[str, Any]] | None]:
        return [frame["data"].get("people") for frame in self.heard]


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
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.seen: list[tuple[str, set[str]]] = []
        self.roll = Roll(self.hub, lambda here: self.told.extend(sorted(here.items())), self.see)
        self.roll.tick(0.0)

    def see(self, kind: Kind, key: str, visitors: tuple[Visitor, ...]) -> None:
        self.seen.append((f"{kind.name}.{key}", {visitor.name for visitor in visitors}))

    def live(self, topic: str, *ears: Ear, kind: Kind = ROOM) -> Stream[Any]:
        """A topic these are on."""
        stream: Stream[Any] = Stream(topic, kind, tail_frames=5, tail_bytes=500)
        stream.live = dict.fromkeys(ears)
        self.hub.streams[topic] = stream
        for ear in ears:
            ear.topics[topic] = stream
        return stream


def test_nothing_is_told_until_something_changes() -> None:
    here = Here()
    here.live("room.a", Ear())

    here.roll.tick(1.0)

    assert here.told == []


def test_a_listener_who_comes_or_goes_is_counted_at_the_next_tick_once() -> None:
    here = Here()
    stream = here.live("room.a", Ear(), Ear())
    for _ in range(5):
        here.roll.came("room.a")
    here.roll.tick(1.0)
    stream.live.popitem()
    here.roll.left("room.a")
    here.roll.tick(2.0)
    here.roll.tick(3.0)

    assert here.told == [("room.a", counted(2)), ("room.a", counted(1))]


def test_a_person_with_several_pages_is_one_and_guests_without_a_name_are_many() -> None:
    here = Here()
    here.live("room.a", Ear("usr_1"), Ear("usr_1"), Ear("usr_2"), Ear(), Ear())
    here.roll.came("room.a")

    here.roll.tick(1.0)

    assert here.told == [("room.a", counted(4))]


def test_a_listener_who_reads_slowly_is_still_there() -> None:
    here = Here()
    slow = Ear()
    stream = here.live("room.a", slow)
    stream.pause(slow)
    here.roll.left("room.a")

    here.roll.tick(1.0)

    assert here.told == [("room.a", counted(1))]


def test_an_empty_topic_is_told_to_be_empty() -> None:
    here = Here()
    here.roll.left("room.a")

    here.roll.tick(1.0)

    assert here.told == [("room.a", counted(0))]


def test_everything_is_told_again_now_and_then_because_it_expires() -> None:
    here = Here()
    here.live("room.a", Ear())
    here.live("quiet.a", Ear(), kind=QUIET)

    here.roll.tick(REFRESH_SECONDS + 1)
    here.roll.tick(REFRESH_SECONDS + 2)

    assert here.told == [("room.a", counted(1))]


def test_the_sum_is_announced_when_it_changed_and_to_newcomers() -> None:
    here = Here()
    ada, ben = Ear(), Ear()
    stream = here.live("room.a", ada)
    here.roll.came("room.a")
    for everywhere in (1, 1, 3, 3):
        here.roll.told("room.a", counted(everywhere))
    stream.live[ben] = None
    here.roll.came("room.a")
    here.roll.told("room.a", counted(3))

    assert ada.counts() == [1, 3, 3]
    assert ben.counts() == [3]
    assert ada.heard[0] == {"type": "signal", "topic": "room.a", "name": "presence", "data": {"count": 1}, "from": None}


def test_who_waits_for_an_answer_is_here_is_seen_and_hears_the_sum_once_answered() -> None:
    here = Here()
    ada, ben = Ear("usr_ada"), Ear("usr_ben")
    stream = here.live("club.a", ada, kind=CLUB)
    stream.join(ben, None, None)
    here.roll.came("club.a")

    here.roll.tick(1.0)
    here.roll.told("club.a", counted(2))
    stream.joins.clear()
    stream.live[ben] = None
    here.roll.tick(2.0)
    here.roll.told("club.a", counted(2))
    here.roll.tick(3.0)

    assert here.seen == [("club.a", {"ada", "ben"})]
    assert [told["people"] for _topic, told in here.told] == [[person("ada"), person("ben")]] * 2
    assert (ada.counts(), ben.counts()) == ([2, 2], [2])


def test_a_sum_for_a_topic_nobody_here_is_on_is_dropped() -> None:
    here = Here()

    here.roll.told("room.gone", counted(4))

    assert here.hub.streams == {}


def test_people_are_named_once_and_the_nameless_are_counted() -> None:
    here = Here()
    here.live("club.a", Ear("usr_ada"), Ear("usr_ada"), Ear("usr_ben"), Ear(), kind=CLUB)
    here.roll.came("club.a")

    here.roll.tick(1.0)

    assert here.told == [("club.a", {"others": 1, "people": [person("ada"), person("ben")]})]


def test_somebody_is_idle_when_none_of_their_pages_is_used() -> None:
    here = Here()
    phone, desk = Ear("usr_ada"), Ear("usr_ada")
    here.live("club.a", phone, desk, kind=CLUB)
    here.live("room.a", phone)
    for second, (page, name) in enumerate([(phone, "idle"), (desk, "idle"), (phone, "active")], start=1):
        here.roll.turned(page, name)  # type: ignore[arg-type]
        here.roll.tick(second)

    assert [told["people"][0]["idle"] for _topic, told in here.told] == [False, True, False]
    assert {topic for topic, _told in here.told} == {"club.a"}


def test_a_crowd_is_counted_and_not_listed() -> None:
    here = Here()
    ada = Ear("usr_ada")
    here.live("club.a", ada, kind=CLUB)

    here.roll.told("club.a", {"others": 2, "people": [person(str(n)) for n in range(MOST_PEOPLE)]})
    here.roll.told("club.a", {"others": 2, "people": [person(str(n)) for n in range(MOST_PEOPLE + 1)]})

    assert ada.counts() == [MOST_PEOPLE + 2, MOST_PEOPLE + 3]
    assert [people is None for people in ada.people()] == [False, True]


def test_the_owner_of_a_kind_sees_who_came_and_now_and_then_everybody_named() -> None:
    here = Here()
    here.live("club.a", Ear("usr_ada"), Ear("usr_ada"), Ear(), kind=CLUB)
    here.live("club.b", Ear(), kind=CLUB)
    here.live("room.a", Ear("usr_ada"))
    here.roll.came("club.a")
    here.roll.left("club.b")
    for now in (1.0, 2.0, SEEN_SECONDS, SEEN_SECONDS + 1):
        here.roll.tick(now)

    assert here.seen == [("club.a", {"ada"}), ("club.a", {"ada"})]
