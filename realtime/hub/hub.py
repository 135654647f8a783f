"""All topics of one process: feeds news and readings to their streams and gives every socket what is due, once.

The hub touches no database, no thread and no task: its ports do. A flush writes the same bytes to every socket; after
it, while news comes faster than that, the next one waits a few times as long as it took: crowded frames leave together.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import repeat
from typing import Protocol

import structlog
from django.conf import settings

from project.base.measures import deliveries, gap_fills
from realtime.hub import answers, protocol
from realtime.hub.line import ignore
from realtime.hub.questions import Failed, Missing, Outcome, Reading, Since, Want
from realtime.hub.socket import Socket
from realtime.hub.stream import Listener, Stream
from realtime.hub.wire import to_wire
from realtime.topics import Kind

log = structlog.get_logger()

PAUSE_FACTOR = 3.0
PAUSE_CAP = 0.05


class Ports(Protocol):
    """What the hub needs from the world."""

    def time(self) -> float:
        """Seconds of a clock that never jumps."""

    def soon(self, callback: Callable[[], None], delay: float = 0.0) -> None:
        """Call back in a later tick."""

    def read(self, wants: list[Want], done: Callable[[dict[str, Outcome]], None]) -> None:
        """Ask the database; `done` gets an outcome for each topic, `Failed` for all when it did not answer."""

    def listen(self, topic: str) -> None:
        """Hints of this topic are wanted."""

    def unlisten(self, topic: str) -> None:
        """Hints of this topic are no longer wanted."""


def new_stream[L: Listener](topic: str, kind: Kind) -> Stream[L]:
    """A stream that knows nothing yet, with a tail as long as the settings allow."""
    return Stream(topic, kind, tail_frames=settings.RT_TAIL_EVENTS, tail_bytes=settings.RT_TAIL_BYTES)


class Hub:
    """The topics that this process's sockets have joined."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self.streams: dict[str, Stream[Socket]] = {}
        self.due: set[Stream[Socket]] = set()
        self.asked: dict[str, Stream[Socket]] = {}
        self.reading: set[str] = set()
        self.flushing = False
        self.asking = False
        self.flushed_at = self.announced_at = 0.0
        self.pause, self.gap = 0.0, 1.0
        self.swept_at = self.confirmed_at = ports.time()

    # Sockets

    def join(self, socket: Socket, topic: str, kind: Kind, since: Since | None, reply_to: int | None) -> None:
        """Put a socket on a topic; it is answered now or when the database has been read. Joining again starts anew."""
        stream = self.streams.get(topic) or self._open(topic, kind)
        stream.leave(socket)
        socket.topics[topic] = stream
        stream.join(socket, since, reply_to)
        self._settle(stream)

    def leave(self, socket: Socket, topic: str) -> bool:
        """Take a socket off a topic. False when it was not on it."""
        stream = socket.topics.pop(topic, None)
        if stream is None:
            return False
        stream.leave(socket)
        if stream.idle:
            self._close(stream)
        return True

    def gone(self, socket: Socket) -> None:
        """The socket is closed: nothing is given to it any more."""
        for topic in list(socket.topics):
            self.leave(socket, topic)

    def congested(self, socket: Socket) -> None:
        """The socket takes no more; give it nothing until it has drained."""
        socket.ready = False
        for stream in socket.topics.values():
            stream.pause(socket)

    def drained(self, socket: Socket) -> None:
        """It takes frames again: every topic goes on from where it stopped."""
        socket.ready = True
        for stream in list(socket.topics.values()):
            stream.resume(socket)
            self._settle(stream)

    def _open(self, topic: str, kind: Kind) -> Stream[Socket]:
        stream: Stream[Socket] = new_stream(topic, kind)
        self.streams[topic] = stream
        self.ports.listen(topic)
        return stream

    def _close(self, stream: Stream[Socket]) -> None:
        if self.streams.pop(stream.topic, None):
            self.due.discard(stream)
            self.asked.pop(stream.topic, None)
            self.ports.unlisten(stream.topic)

    # News

    def hint(self, topic: str, epoch: str, seq: int, frame: str) -> None:
        """An event is said to be committed."""
        stream = self.streams.get(topic)
        if stream is not None:
            ours = stream.hint(epoch, seq, frame)
            self._announce(stream)
            if stream.behind or not ours:
                self._ask(stream)

    def signal(self, topic: str, frame: str, sender: object = None) -> None:
        """Something ephemeral goes to whoever listens now, its sender aside."""
        stream = self.streams.get(topic)
        if stream is not None:
            wire = to_wire([frame])
            self._put((socket, wire) for socket in list(stream.live) if socket is not sender)

    def _announce(self, stream: Stream[Socket]) -> None:
        if stream.due:
            self.due.add(stream)
            now = self.ports.time()
            self.gap += (min(1.0, now - self.announced_at) - self.gap) / 2
            self.announced_at = now
            if not self.flushing:
                self.flushing = True
                # News that comes rarely has nothing to wait for.
                crowded = self.gap < self.pause
                self.ports.soon(self._flush, max(0.0, self.flushed_at + self.pause - now) if crowded else 0.0)

    def _flush(self) -> None:
        started = self.ports.time()
        self.flushing = False
        due, self.due = self.due, set()
        self._deliver(due)
        self.flushed_at = self.ports.time()
        self.pause = min(PAUSE_CAP, PAUSE_FACTOR * (self.flushed_at - started))

    def _deliver(self, streams: Iterable[Stream[Socket]]) -> None:
        """Give what is due: one write a socket, however many frames and topics it is due from."""
        batches: list[tuple[list[Socket], list[str]]] = []
        for stream in streams:
            if stream.due:
                stream.moved_at = self.ports.time()
                batches.append((list(stream.live), stream.take_due()))
        if len(batches) == 1:
            sockets, frames = batches[0]
            self._put(zip(sockets, repeat(to_wire(frames))))
        elif batches:
            self._put(_together(batches))
        deliveries.inc(sum(len(sockets) * len(frames) for sockets, frames in batches))

    def _put(self, writes: Iterable[tuple[Socket, bytes]]) -> None:
        """Write to many lines. One that breaks is closed, to resume, and costs nobody else their news."""
        for socket, wire in writes:
            try:
                socket.write(wire)
            except Exception:
                log.exception("write_failed", socket=socket.id)
                socket.write = ignore
                self.ports.soon(partial(socket.close, protocol.SLOW, "write failed"))

    # Readings

    def sweep(self) -> None:
        """Look at the heads of all topics: finds what a lost hint hid, and retries what failed to be read."""
        self.swept_at = self.ports.time()
        for stream in self.streams.values():
            self._ask(stream)

    def lag(self) -> float:
        """Seconds since a sweep succeeded: as long may a committed fact be untold here."""
        return self.ports.time() - self.confirmed_at if self.streams else 0.0

    def _settle(self, stream: Stream[Socket]) -> None:
        if stream.joins:
            self.due.discard(stream)
            self._deliver([stream])
            if not stream.settle():
                self._ask(stream)

    def _ask(self, stream: Stream[Socket]) -> None:
        self.asked[stream.topic] = stream
        self._read_soon()

    def _read_soon(self) -> None:
        if self.asked and not self.asking:
            self.asking = True
            self.ports.soon(self._read)

    def _read(self) -> None:
        """One reading for all topics asked about in this tick; a topic that is being read waits for that reading."""
        self.asking = False
        asked = [stream for topic, stream in self.asked.items() if topic not in self.reading]
        self.asked = {topic: stream for topic, stream in self.asked.items() if topic in self.reading}
        wants = [stream.want() or stream.look() for stream in asked]
        if wants:
            self.reading.update(want.topic for want in wants)
            self.ports.read(wants, self._learn)

    def _learn(self, outcomes: dict[str, Outcome]) -> None:
        self.reading.difference_update(outcomes)
        if not any(isinstance(outcome, Failed) for outcome in outcomes.values()):
            self.confirmed_at = self.swept_at
        for topic, outcome in outcomes.items():
            stream = self.streams.get(topic)
            if stream is None:
                continue
            if isinstance(outcome, Missing):
                self._refuse(stream)
            elif not isinstance(outcome, Failed):
                self._fold(stream, outcome)
        self._read_soon()

    def _fold(self, stream: Stream[Socket], reading: Reading) -> None:
        known, before = stream.epoch is not None, stream.last
        stream.learn(reading)
        if known and stream.last > before:
            gap_fills.inc(stream.last - before)
        self._announce(stream)
        self._settle(stream)

    def _refuse(self, stream: Stream[Socket]) -> None:
        """Nothing of that name exists: everyone who waits is told, and the topic is forgotten."""
        for join in list(stream.joins):
            join.listener.give([answers.error(join.reply_to, "unknown_topic", stream.topic)])
            self.leave(join.listener, stream.topic)


def _together(batches: list[tuple[list[Socket], list[str]]]) -> Iterator[tuple[Socket, bytes]]:
    """One write for each socket, however many of the batches are due on it; equal runs of bytes are joined once."""
    masks: dict[Socket, int] = {}
    for bit, (sockets, _frames) in enumerate(batches):
        for socket in sockets:
            masks[socket] = masks.get(socket, 0) | 1 << bit
    wires = [to_wire(frames) for _sockets, frames in batches]
    joined: dict[int, bytes] = {}
    for socket, mask in masks.items():
        if mask not in joined:
            joined[mask] = b"".join(wire for bit, wire in enumerate(wires) if mask >> bit & 1)
        yield socket, joined[mask]
