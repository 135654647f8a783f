"""One browser's socket as the process sees it: who it is, what it has joined, and every reason to close it."""

from typing import TYPE_CHECKING, Protocol

import structlog
from django.conf import settings

from project.accounts.visitors import Visitor
from project.base.measures import slow_closes
from realtime.hub import answers, protocol
from realtime.hub.buckets import Bucket
from realtime.hub.line import Line, ignore
from realtime.hub.protocol import BadFrame, Request
from realtime.hub.wire import to_wire

if TYPE_CHECKING:
    from realtime.hub.stream import Stream

log = structlog.get_logger()


class House(Protocol):
    """The gateway, as a socket knows it."""

    def time(self) -> float:
        """Seconds of a clock that never jumps."""

    def requested(self, socket: "Socket", request: Request) -> None:
        """Carry out a well-formed request."""

    def congested(self, socket: "Socket") -> None:
        """It takes no more."""

    def drained(self, socket: "Socket") -> None:
        """It takes frames again."""

    def closed(self, socket: "Socket") -> None:
        """Forget it."""


class Socket:
    """A listener with a line. Not `ready` while its line is congested; `write` is the line's own, for the fan-out."""

    __slots__ = (
        "address", "beat_at", "born_at", "bucket", "congested_at", "house", "id", "idle", "line", "open", "pending",
        "ponged_at", "ready", "revocations", "topics", "visitor", "write",
    )  # fmt: skip

    def __init__(self, *, house: House, line: Line, visitor: Visitor, address: str, name: str) -> None:
        self.house = house
        self.line = line
        self.write = line.write
        self.visitor = visitor
        self.address = address
        self.id = name
        self.open = True
        self.ready = True
        self.idle = False
        self.revocations = 0
        self.pending: set[str] = set()
        self.topics: dict[str, Stream[Socket]] = {}
        self.born_at = self.beat_at = self.ponged_at = house.time()
        self.congested_at: float | None = None
        self.bucket = Bucket(rate=settings.RT_INBOUND_PER_SECOND, size=settings.RT_INBOUND_BURST, at=self.born_at)

    def give(self, frames: list[str]) -> None:
        """Write frames; a socket whose unsent bytes pass the hard limit is closed, to resume later."""
        self.write(to_wire(frames))
        if self.line.unsent() > settings.RT_HARD_BYTES:
            self.close(protocol.SLOW, "too slow")

    def received(self, text: str) -> None:
        """One message of the client: sized, parsed, counted, carried out. What was sent bounds acknowledgements."""
        if not self.open:
            return
        if len(text.encode()) > settings.RT_INBOUND_BYTES:
            self.close(protocol.TOO_LARGE, "frame too large")
            return
        try:
            request = protocol.parse(text)
        except BadFrame as refusal:
            self._spend()
            self.give([answers.error(refusal.reply_to, refusal.code, str(refusal))])
            return
        if request.type == "ack":
            self._acknowledge(request.count)
        elif self._spend():
            self.house.requested(self, request)

    def _spend(self) -> bool:
        if self.bucket.take(self.house.time()):
            return True
        self.close(protocol.RATE_LIMITED, "too many frames", window=5)
        return False

    def _acknowledge(self, count: int) -> None:
        if not self.line.acknowledged(count):
            self.close(protocol.PROTOCOL_ERROR, "acknowledged what was not sent")

    def congested(self) -> None:
        """The line's soft limit is passed."""
        if self.open and self.ready:
            self.congested_at = self.house.time()
            self.house.congested(self)

    def drained(self) -> None:
        """The line has room again."""
        if self.open and not self.ready:
            self.congested_at = None
            self.house.drained(self)

    def gone(self) -> None:
        """The line is dead. Safe to call again; nobody writes to it from here on."""
        self.open = False
        self.write = ignore
        self.house.closed(self)

    def draining(self) -> None:
        """The server stops: come back, spread over the window."""
        self.close(protocol.DRAINING, "restarting", window=settings.RT_DRAIN_SECONDS)

    def close(self, code: int, reason: str, *, window: float = 0) -> None:
        """Say `bye` and close. Safe to call again; nothing follows."""
        if not self.open:
            return
        self.open = False
        log.info("socket_closed", socket=self.id, code=code, reason=reason, person=self.visitor.public_id)
        if code == protocol.SLOW:
            slow_closes.inc()
        self.write(to_wire([answers.bye(code, reason, window)]))
        self.write = ignore
        self.house.closed(self)
        self.line.shut(code, reason)
