"""The door of one process: which sockets are open, what each may ask, and when one has to go."""

import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Protocol

import structlog
from django.conf import settings

from project.accounts.visitors import Visitor
from project.base import clock, measures
from realtime.events import encode
from realtime.hub import answers, protocol
from realtime.hub.hub import Hub, Ports
from realtime.hub.presence import ACTIVE, IDLE, Here, Roll
from realtime.hub.protocol import Request
from realtime.hub.socket import Socket
from realtime.hub.wheel import Wheel
from realtime.topics import Kind, Presence, parse_topic

log = structlog.get_logger()

STALL_SECONDS = 30


class Doors(Ports, Protocol):
    """What the gateway needs from the world, besides what the hub does."""

    def judge(self, visitor: Visitor, kind: Kind, key: str, done: Callable[[bool | None], None]) -> None:
        """Ask `kind.may_join`; `done` gets None when nobody could tell."""

    def say(self, topic: str, frame: str) -> None:
        """Send a signal frame to the other processes that listen to the topic."""

    def tell(self, here: dict[str, Here]) -> None:
        """Tell who is here, and have `Roll.told` called with who is everywhere."""

    def see(self, kind: Kind, key: str, visitors: tuple[Visitor, ...]) -> None:
        """Run `kind.seen` in a thread."""


class Gateway:
    """All sockets of this process."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        self.hub = Hub(doors)
        self.roll = Roll(self.hub, doors.tell, doors.see)
        self.sockets: set[Socket] = set()
        self.by_address: Counter[str] = Counter()
        self.by_person: Counter[str] = Counter()
        self.wheel = Wheel()
        self.requests = {
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
            "signal": self._signal,
            "pong": self._pong,
        }

    def time(self) -> float:
        """Seconds of a clock that never jumps."""
        return self.doors.time()

    # Coming and going

    def refusal(self, visitor: Visitor, address: str) -> tuple[int, str] | None:
        """The close code and reason for a socket that is one too many, or None. Counted in this process."""
        if len(self.sockets) >= settings.RT_MAX_SOCKETS:
            return protocol.FULL, "server full"
        if self.by_address[address] >= settings.RT_MAX_SOCKETS_PER_ADDRESS:
            return protocol.TOO_MANY_SOCKETS, "too many sockets from this address"
        if visitor.public_id and self.by_person[visitor.public_id] >= settings.RT_MAX_SOCKETS_PER_PERSON:
            return protocol.TOO_MANY_SOCKETS, "too many sockets of yours"
        return None

    def opened(self, socket: Socket) -> None:
        """Welcome a socket and start its heartbeat."""
        self.sockets.add(socket)
        self.by_address[socket.address] += 1
        if socket.visitor.public_id:
            self.by_person[socket.visitor.public_id] += 1
        measures.sockets.set(len(self.sockets))
        limits = {"topics": settings.RT_MAX_TOPICS, "frame": settings.RT_INBOUND_BYTES}
        frame = answers.welcome(
            heartbeat=settings.RT_HEARTBEAT,
            limits=limits,
            user=socket.visitor.public_id,
            build=settings.BUILD,
            ack=socket.line.ack_every,
            at=clock.now(),
        )
        socket.give([frame])
        self._beat_later(socket)

    def closed(self, socket: Socket) -> None:
        """Forget a socket; safe to call again."""
        if socket not in self.sockets:
            return
        self.sockets.discard(socket)
        self._uncount(self.by_address, socket.address)
        if socket.visitor.public_id:
            self._uncount(self.by_person, socket.visitor.public_id)
        for topic in list(socket.topics):
            self._leave(socket, topic)
        measures.sockets.set(len(self.sockets))

    def _uncount(self, counter: Counter[str], key: str) -> None:
        counter[key] -= 1
        if counter[key] <= 0:
            del counter[key]

    def congested(self, socket: Socket) -> None:
        """The socket takes no more."""
        self.hub.congested(socket)

    def drained(self, socket: Socket) -> None:
        """The socket takes frames again."""
        self.hub.drained(socket)

    # Requests

    def requested(self, socket: Socket, request: Request) -> None:
        """Carry out a well-formed request, or answer why not."""
        carry_out = self.requests.get(request.type)
        if carry_out is None:
            self._refuse(socket, request.id, "unknown_type", request.type)
        else:
            carry_out(socket, request)

    def _refuse(self, socket: Socket, reply_to: int | None, code: str, message: str) -> None:
        socket.give([answers.error(reply_to, code, message)])

    def _subscribe(self, socket: Socket, request: Request) -> None:
        parsed = parse_topic(request.topic)
        if parsed is None:
            self._refuse(socket, request.id, "unknown_topic", request.topic)
        elif request.topic not in socket.topics and self._crowded(socket):
            self._refuse(socket, request.id, "too_many_topics", str(settings.RT_MAX_TOPICS))
        elif parsed[0].is_public:
            self._join(socket, request, parsed[0])
        else:
            # Asked again while live: what comes during the question belongs into its answer, once.
            self._leave(socket, request.topic)
            socket.pending.add(request.topic)
            self._judge(socket, request, *parsed)

    def _crowded(self, socket: Socket) -> bool:
        return len(socket.topics) + len(socket.pending) >= settings.RT_MAX_TOPICS

    def _judge(self, socket: Socket, request: Request, kind: Kind, key: str) -> None:
        revocations = socket.revocations

        def judged(verdict: bool | None) -> None:  # noqa: FBT001
            if not socket.open or request.topic not in socket.pending:
                return
            if socket.revocations != revocations:
                # A right was taken away while the question was under way: the answer may be from before.
                self._judge(socket, request, kind, key)
            else:
                self._admit(socket, request, kind, verdict)

        self.doors.judge(socket.visitor, kind, key, judged)

    def _admit(self, socket: Socket, request: Request, kind: Kind, verdict: bool | None) -> None:  # noqa: FBT001
        socket.pending.discard(request.topic)
        if verdict:
            self._join(socket, request, kind)
        else:
            log.info("topic_refused", socket=socket.id, topic=request.topic, person=socket.visitor.public_id)
            self._refuse(socket, request.id, "unavailable" if verdict is None else "forbidden", request.topic)

    def _join(self, socket: Socket, request: Request, kind: Kind) -> None:
        self.hub.join(socket, request.topic, kind, request.since, request.id)
        measures.subscriptions.inc()
        if kind.presence is not Presence.NONE:
            self.roll.came(request.topic)

    def _unsubscribe(self, socket: Socket, request: Request) -> None:
        socket.pending.discard(request.topic)
        if not self._leave(socket, request.topic):
            self._refuse(socket, request.id, "not_subscribed", request.topic)

    def _leave(self, socket: Socket, topic: str) -> bool:
        stream = socket.topics.get(topic)
        if stream is None:
            return False
        self.hub.leave(socket, topic)
        measures.subscriptions.dec()
        if stream.kind.presence is not Presence.NONE:
            self.roll.left(topic)
        return True

    def _signal(self, socket: Socket, request: Request) -> None:
        stream = socket.topics.get(request.topic)
        if stream is None:
            self._refuse(socket, request.id, "not_subscribed", request.topic)
        elif stream.kind.presence is Presence.PEOPLE and request.name in {IDLE, ACTIVE}:
            self.roll.turned(socket, request.name)
        elif request.name not in stream.kind.signals:
            self._refuse(socket, request.id, "unknown_signal", request.name)
        elif not stream.kind.may_signal(socket.visitor):
            self._refuse(socket, request.id, "forbidden", request.name)
        elif len(encode(request.data)) > settings.RT_INBOUND_BYTES // 4:
            self._refuse(socket, request.id, "too_large", request.name)
        elif len(stream.live) <= stream.kind.signals_up_to:
            frame = answers.signal(request.topic, request.name, request.data, socket.visitor.public_id)
            self.hub.signal(request.topic, frame, sender=socket)
            self.doors.say(request.topic, frame)

    def _pong(self, socket: Socket, request: Request) -> None:
        socket.ponged_at = self.time()

    # Time

    def tick(self) -> None:
        """Once a second: heartbeats that are due, presence that changed."""
        self.wheel.turn(self.time())
        self.roll.tick(self.time())
        measures.sweep_lag.set(self.hub.lag())

    def _beat_later(self, socket: Socket) -> None:
        wait = settings.RT_HEARTBEAT * random.uniform(0.9, 1.1)  # noqa: S311 -- spreads load, guards nothing
        self.wheel.at(self.time() + wait, partial(self._beat, socket))

    def _beat(self, socket: Socket) -> None:
        if not socket.open:
            return
        now = self.time()
        if now - socket.born_at > settings.RT_LIFETIME_SECONDS * random.uniform(0.9, 1.1):  # noqa: S311
            socket.close(protocol.DRAINING, "long enough")
        elif socket.congested_at is not None:
            self._lose_patience(socket, now)
        else:
            moved = {topic: stream.sent for topic, stream in socket.topics.items() if stream.moved_at >= socket.beat_at}
            socket.beat_at = now
            socket.give([answers.heartbeat(at=clock.now(), heads=moved)])
            self.wheel.at(now + settings.RT_PONG_SECONDS, partial(self._expect_pong, socket, now))
        self._beat_later(socket)

    def _lose_patience(self, socket: Socket, now: float) -> None:
        """A reader that stood still between two beats holds memory for nothing: it can resume when it reads again."""
        if now - (socket.congested_at or now) > STALL_SECONDS:
            socket.close(protocol.SLOW, "stalled")

    def _expect_pong(self, socket: Socket, asked_at: float) -> None:
        if socket.open and socket.ready and socket.ponged_at < asked_at:
            socket.close(protocol.NO_PONG, "no pong")

    # Rights

    def revoke_topic(self, topic: str, concerns: Callable[[Visitor], bool]) -> None:
        """Take the topic from every socket of these visitors; nothing more of it reaches them."""
        for socket in [socket for socket in self.sockets if concerns(socket.visitor)]:
            socket.revocations += 1
            if self._leave(socket, topic):
                socket.give([answers.revoked(topic)])

    def sign_out(self, concerns: Callable[[Visitor], bool], *, code: int, reason: str) -> None:
        """Close every socket of these visitors."""
        for socket in [socket for socket in self.sockets if concerns(socket.visitor)]:
            socket.revocations += 1
            socket.close(code, reason)
