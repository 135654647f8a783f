"""Who is there: each process tells of its own listeners, Valkey adds the processes up, and listeners hear the sum."""

from collections.abc import Callable, Iterable
from typing import Any

from project.accounts.visitors import Visitor
from realtime.hub import answers
from realtime.hub.hub import Hub
from realtime.hub.socket import Socket
from realtime.hub.stream import Stream
from realtime.topics import Kind, Presence

REFRESH_SECONDS = 10.0
SEEN_SECONDS = 20.0
MOST_PEOPLE = 100
# What a listener says of their own page instead of being asked.
IDLE, ACTIVE = "idle", "active"

Here = dict[str, Any]


class Roll:
    """The listeners of the kinds that show them. Ephemeral: wrong for seconds, never stored.

    `tell` passes on this process's part of each topic: `{"others": n, "people": [{"id", "name", "idle"}]}`, where
    people are named for kinds that show them and counted among the others elsewhere. `see(kind, key, visitors)` runs
    `seen`.
    """

    def __init__(
        self,
        hub: Hub,
        tell: Callable[[dict[str, Here]], None],
        see: Callable[[Kind, str, tuple[Visitor, ...]], None],
    ) -> None:
        self._hub = hub
        self._tell = tell
        self._see = see
        self._changed: set[str] = set()
        self._came: set[str] = set()
        self._newcomers: set[str] = set()
        self._told: dict[str, Here] = {}
        self._refresh_at = 0.0
        self._see_at = 0.0

    def came(self, topic: str) -> None:
        """A listener joined: it wants to know, even if the sum is what it was."""
        self._changed.add(topic)
        self._came.add(topic)
        self._newcomers.add(topic)

    def left(self, topic: str) -> None:
        """A listener left."""
        self._changed.add(topic)

    def turned(self, socket: Socket, name: str) -> None:
        """A listener's page fell idle, or is used again: so in all its topics."""
        socket.idle = name == IDLE
        self._changed |= {topic for topic, stream in socket.topics.items() if stream.kind.presence is Presence.PEOPLE}

    def tick(self, now: float) -> None:
        """Tell what changed; all of it now and then, because what was told expires."""
        topics, came = self._changed, self._came
        self._changed, self._came = set(), set()
        if now >= self._refresh_at:
            self._refresh_at = now + REFRESH_SECONDS
            topics = topics | self._topics_where(lambda kind: kind.presence is not Presence.NONE)
        if now >= self._see_at:
            self._see_at = now + SEEN_SECONDS
            came = self._topics_where(lambda kind: kind.seen is not None)
        if topics:
            self._tell({topic: self._here(topic) for topic in topics})
        for topic in came:
            self._let_see(topic)

    def _topics_where(self, wanted: Callable[[Kind], bool]) -> set[str]:
        return {topic for topic, stream in self._hub.streams.items() if wanted(stream.kind)}

    def _here(self, topic: str) -> Here:
        stream = self._hub.streams.get(topic)
        if stream is None:
            self._told.pop(topic, None)
            return {"others": 0, "people": []}
        listeners = _listeners(stream)
        if stream.kind.presence is Presence.PEOPLE:
            people = _people(listeners)
            nameless = sum(not socket.visitor.is_named for socket in listeners)
            return {"others": nameless, "people": list(people.values())}
        return {"others": len({socket.visitor.public_id or socket.id for socket in listeners}), "people": []}

    def _let_see(self, topic: str) -> None:
        stream = self._hub.streams.get(topic)
        if stream is None or stream.kind.seen is None:
            return
        named = {socket.visitor.person_id: socket.visitor for socket in _listeners(stream) if socket.visitor.is_named}
        if named:
            self._see(stream.kind, topic.partition(".")[2], tuple(named.values()))

    def told(self, topic: str, everywhere: Here) -> None:
        """The sum over all processes: announced when it changed or somebody has not heard it yet."""
        stream = self._hub.streams.get(topic)
        if stream is None:
            return
        if self._told.get(topic) != everywhere or topic in self._newcomers:
            self._told[topic] = everywhere
            if stream.joins:
                # Whoever is not answered yet hears no signals: once more at the next tick.
                self._changed.add(topic)
            else:
                self._newcomers.discard(topic)
            self._hub.signal(topic, answers.signal(topic, "presence", _announced(stream.kind, everywhere), None))


def _listeners(stream: Stream[Socket]) -> list[Socket]:
    """Whoever was let in, answered already or not."""
    return [*stream.live, *stream.paused, *(join.listener for join in stream.joins)]


def _people(listeners: Iterable[Socket]) -> dict[str, Here]:
    people: dict[str, Here] = {}
    for socket in listeners:
        visitor = socket.visitor
        if not visitor.is_named or visitor.public_id is None:
            continue
        person = people.setdefault(visitor.public_id, {"id": visitor.public_id, "name": visitor.name, "idle": True})
        # Idle is who uses none of their pages.
        person["idle"] = person["idle"] and socket.idle
    return people


def _announced(kind: Kind, everywhere: Here) -> Here:
    count = everywhere["others"] + len(everywhere["people"])
    if kind.presence is Presence.PEOPLE and len(everywhere["people"]) <= MOST_PEOPLE:
        return {"count": count, "people": everywhere["people"]}
    return {"count": count}
