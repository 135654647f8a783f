"""A whole Rialto in one thread for Hypothesis: a database, lossy hints, web processes, browsers, a clock.

The gateways, hubs and streams are the real ones; only what they are given from outside is played here.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from project.accounts.visitors import Visitor
from realtime.hub.gateway import Gateway
from realtime.hub.presence import Here
from realtime.hub.questions import Failed, Outcome, Reading, Want
from realtime.hub.socket import Socket
from realtime.hub.wire import from_wire
from realtime.topics import Kind, Mode, parse_topic

TAIL = 5


def frame_of(topic: str, seq: int, value: int) -> str:
    """An event frame as the database would hold it."""
    return f'{{"type":"event","topic":"{topic}","seq":{seq},"name":"mark.made","data":{{"value":{value}}},"at":"-"}}'


class Database:
    """Committed histories by epoch and topic. Rows older than the newest TAIL are gone, as after retention."""

    def __init__(self) -> None:
        self.epoch = "e0"
        self.histories: dict[str, dict[str, list[int]]] = {"e0": defaultdict(list)}

    def commit(self, topic: str, value: int) -> tuple[int, str]:
        """Append a fact; its position and frame."""
        history = self.histories[self.epoch][topic]
        history.append(value)
        return len(history), frame_of(topic, len(history), value)

    def restore(self, kept: int) -> None:
        """Go back to a backup that lacks the newest facts: another epoch."""
        old = self.histories[self.epoch]
        self.epoch = f"e{len(self.histories)}"
        shortened = {topic: history[: max(0, len(history) - kept)] for topic, history in old.items()}
        self.histories[self.epoch] = defaultdict(list, shortened)

    def answer(self, wants: list[Want]) -> dict[str, Outcome]:
        """One consistent look, as `doors.reads.read` gives it."""
        return {want.topic: self._reading(want) for want in wants}

    def _reading(self, want: Want) -> Reading:
        history = self.histories[self.epoch][want.topic]
        head = len(history)
        floor = head if want.after is None else max(want.after, head - TAIL)
        rows = [(seq, frame_of(want.topic, seq, history[seq - 1])) for seq in range(floor + 1, head + 1)]
        reading = Reading(self.epoch, head, rows, expected=want.expected)
        latest = want.kind.mode is Mode.LATEST and bool(rows)
        reached = all(s.epoch == self.epoch and (latest or floor <= s.seq) and s.seq <= head for s in want.resuming)
        if want.snapshot or not reached:
            reading.snapshot = json.dumps({"history": history[-1:] if want.kind.mode is Mode.LATEST else history})
        return reading


class Doors:
    """One process's doors: everything is queued until a rule lets it happen."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.callbacks: list[Callable[[], None]] = []
        self.reads: list[tuple[list[Want], dict[str, Outcome] | None, Callable[[dict[str, Outcome]], None]]] = []
        self.hints: list[tuple[str, str, int, str]] = []
        self.listening: set[str] = set()

    def time(self) -> float:
        return self.world.now

    def soon(self, callback: Callable[[], None], delay: float = 0.0) -> None:
        self.callbacks.append(callback)

    def read(self, wants: list[Want], done: Callable[[dict[str, Outcome]], None]) -> None:
        self.reads.append((wants, None, done))

    def listen(self, topic: str) -> None:
        self.listening.add(topic)

    def unlisten(self, topic: str) -> None:
        self.listening.discard(topic)

    def judge(self, visitor: Visitor, kind: Kind, key: str, done: Callable[[bool | None], None]) -> None:
        allowed = visitor.public_id in self.world.members
        self.callbacks.append(lambda: done(allowed))

    def say(self, topic: str, frame: str) -> None:
        pass

    def tell(self, here: dict[str, Here]) -> None:
        """Presence is tested apart."""

    def see(self, kind: Kind, key: str, visitors: tuple[Visitor, ...]) -> None:
        """Presence is tested apart."""

    def run_callbacks(self) -> None:
        """One tick of the loop."""
        callbacks, self.callbacks = self.callbacks, []
        for callback in callbacks:
            callback()

    def look(self, index: int) -> None:
        """The database answers one question; the answer is still on its way."""
        wants, _none, done = self.reads[index]
        self.reads[index] = (wants, self.world.database.answer(wants), done)

    def finish(self, index: int, *, fails: bool = False) -> None:
        """An answer arrives, or word that there is none."""
        wants, outcomes, done = self.reads.pop(index)
        lost: dict[str, Outcome] = {want.topic: Failed() for want in wants}
        done(lost if fails or outcomes is None else outcomes)


class Line:
    """The way to one browser; while it stalls, bytes pile up in it."""

    ack_every = 0
    soft = 2000

    def __init__(self, browser: "Browser", doors: Doors) -> None:
        self.browser = browser
        self.doors = doors
        self.socket: Socket | None = None
        self.stalled = False
        self.told = False
        self.unsent_bytes: list[bytes] = []
        self.write: Callable[[bytes], None] = self.put

    def attach(self, watcher: Any) -> None:
        self.socket = watcher

    def put(self, wire: bytes) -> None:
        if not self.stalled:
            self.browser.take(wire)
            return
        self.unsent_bytes.append(wire)
        if self.unsent() > self.soft and not self.told and self.socket:
            self.told = True
            self.doors.soon(self.socket.congested)

    def drain(self) -> None:
        """The reader reads again."""
        self.stalled = False
        waiting, self.unsent_bytes = self.unsent_bytes, []
        self.browser.reads_old_news = True
        for wire in waiting:
            self.browser.take(wire)
        self.browser.reads_old_news = False
        if self.told and self.socket:
            self.told = False
            self.doors.soon(self.socket.drained)

    def unsent(self) -> int:
        return sum(map(len, self.unsent_bytes))

    def acknowledged(self, count: int) -> bool:
        return False

    def shut(self, code: int, reason: str) -> None:
        self.browser.closed_with = code
        self.write = lambda wire: None


class Browser:
    """A tab that does what live.js does, and notices every broken promise."""

    def __init__(self, name: str, members: set[str]) -> None:
        self.name = name
        self.members = members
        self.reads_old_news = False
        self.unwanted: set[str] = set()
        self.doors: Doors | None = None
        self.gateway: Gateway | None = None
        self.line: Line | None = None
        self.positions: dict[str, tuple[str, int]] = {}
        self.values: dict[str, list[int]] = {}
        self.wanted: set[str] = set()
        self.answered: set[str] = set()
        self.closed_with: int | None = None
        self.broken: list[str] = []

    def connect(self, gateway: Gateway, doors: Doors) -> None:
        """Open a socket in this process and ask for everything that is wanted, from where it stopped."""
        self.gateway, self.doors, self.closed_with = gateway, doors, None
        self.line = Line(self, doors)
        visitor = Visitor(public_id=self.name)
        socket = Socket(house=gateway, line=self.line, visitor=visitor, address=self.name, name=self.name)
        self.line.attach(socket)
        gateway.opened(socket)
        for topic in sorted(self.wanted):
            self.ask(topic)

    @property
    def connected(self) -> bool:
        return self.line is not None and self.closed_with is None

    def cut(self) -> None:
        """The network goes; what was unsent is lost."""
        self.unwanted.clear()
        if self.line and self.line.socket and self.gateway:
            self.line.stalled = True
            self.line.socket.open = False
            self.gateway.closed(self.line.socket)
        self.line = None
        self.answered.clear()

    def ask(self, topic: str) -> None:
        """Subscribe with the position held."""
        self.wanted.add(topic)
        self.unwanted.discard(topic)
        position = self.positions.get(topic)
        since = {"epoch": position[0], "seq": position[1]} if position else None
        self.answered.discard(topic)
        assert self.line
        assert self.line.socket
        self.line.socket.received(json.dumps({"type": "subscribe", "id": 1, "topic": topic, "since": since}))

    def take(self, wire: bytes) -> None:
        """Read what arrived, frame by frame."""
        for text in from_wire(wire):
            frame = json.loads(text)
            getattr(self, f"_{frame['type']}", lambda frame: None)(frame)

    def _subscribed(self, frame: dict[str, Any]) -> None:
        topic = frame["topic"]
        if topic.startswith("secret") and self.name not in self.members and not self.reads_old_news:
            self.broken.append(f"answered about {topic} without a right to it")
        if topic not in self.wanted:
            self._give_back(topic)
            return
        self.answered.add(topic)
        if frame["recovered"]:
            for event in frame["events"]:
                if not (self.reads_old_news and event["seq"] <= self.positions[topic][1]):
                    self._apply(event)
            if self.positions[topic] != (frame["epoch"], frame["seq"]):
                self.broken.append(f"recovered to {self.positions[topic]} instead of {frame['seq']}")
        else:
            epoch, last = self.positions.get(topic, ("", 0))
            if epoch == frame["epoch"] and last >= frame["seq"] - TAIL:
                self.broken.append(f"{topic}: started again at {frame['seq']}, and from {last} every row was there")
            self.positions[topic] = (frame["epoch"], frame["seq"])
            self.values[topic] = list(frame["snapshot"]["history"])

    def _event(self, frame: dict[str, Any]) -> None:
        # What was on its way when the topic was asked for again: the answer to that holds it too.
        awaited = self.reads_old_news and frame["topic"] in self.wanted - self.answered
        if frame["topic"] in self.unwanted or awaited:
            return
        if frame["topic"] not in self.answered:
            self.broken.append(f"{frame['topic']} told before its answer or after it was taken away")
        self._apply(frame)

    def _apply(self, frame: dict[str, Any]) -> None:
        topic, seq, value = frame["topic"], frame["seq"], frame["data"]["value"]
        epoch, last = self.positions.get(topic, ("", 0))
        parsed = parse_topic(topic)
        latest = parsed is not None and parsed[0].mode is Mode.LATEST
        if seq <= last or (seq != last + 1 and not latest):
            self.broken.append(f"{topic}: {seq} after {last}")
        self.positions[topic] = (epoch, seq)
        self.values[topic] = [value] if latest else [*self.values[topic], value]

    def _give_back(self, topic: str) -> None:
        """It was asked for again before the word that it was taken away had been read."""
        self.unwanted.add(topic)
        if self.line and self.line.socket:
            self.line.socket.received(json.dumps({"type": "unsubscribe", "id": 2, "topic": topic}))

    def _revoked(self, frame: dict[str, Any]) -> None:
        self.forget(frame["topic"])

    def _error(self, frame: dict[str, Any]) -> None:
        if frame["code"] == "forbidden":
            self.forget(frame["message"])

    def forget(self, topic: str) -> None:
        """Nothing more of this topic may come."""
        self.wanted.discard(topic)
        self.answered.discard(topic)
        self.positions.pop(topic, None)
        self.values.pop(topic, None)


class World:
    """Everything together."""

    def __init__(self) -> None:
        self.now = 0.0
        self.database = Database()
        self.members: set[str] = set()
        self.doors: list[Doors] = []
        self.gateways: list[Gateway] = []
        self.browsers = [Browser(name, self.members) for name in ("ada", "ben", "cyd")]
        self.start_process()
        self.start_process()

    def start_process(self) -> None:
        """One more web process."""
        doors = Doors(self)
        self.doors.append(doors)
        self.gateways.append(Gateway(doors))

    def kill_process(self, index: int) -> None:
        """A process is gone with all it knew; its browsers notice."""
        for browser in self.browsers:
            if browser.doors is self.doors[index]:
                browser.line = None
                browser.answered.clear()
                browser.unwanted.clear()
        self.doors[index] = Doors(self)
        self.gateways[index] = Gateway(self.doors[index])

    def commit(self, topic: str, value: int) -> None:
        """A fact is committed, and hints of it leave for whoever listens."""
        seq, frame = self.database.commit(topic, value)
        for doors in self.doors:
            if topic in doors.listening:
                doors.hints.append((topic, self.database.epoch, seq, frame))

    def settle(self) -> None:
        """Let everything that is under way happen, and sweep as often as a few seconds would."""
        for browser in self.browsers:
            if browser.line:
                browser.line.drain()
        for _round in range(8):
            self.now += 1
            for doors, gateway in zip(self.doors, self.gateways, strict=True):
                gateway.hub.sweep()
                for _tick in range(6):
                    doors.run_callbacks()
                    while doors.reads:
                        doors.look(0)
                        doors.finish(0)
