"""One socket of the crowd: connects, greets, and keeps the tally of what it is sent."""

import errno
import re
import socket
import time
from collections.abc import Sequence
from typing import Any

from tests.bench.greetings import GREETINGS, Rialto
from tests.bench.tally import Tally
from tests.bench.wire import CLOSE, PING, PONG, TEXT, client_frame, frames_in, upgrade_request

SEQ = re.compile(rb'"seq": ?(\d+)')
SUBSCRIBED = b'{"type":"subscribed"'
# A number, when it came, and of which topic.
Sample = tuple[int, int, str]


class Member:
    """A non-blocking socket; the crowd's loop calls `advance` whenever it is ready."""

    __slots__ = ("arrivals", "greeting", "options", "pending", "sampled", "sock", "stage", "tally")

    def __init__(self, options: dict[str, Any], arrivals: dict[int, int], sampled: list[Sample] | None) -> None:
        self.options, self.arrivals, self.sampled = options, arrivals, sampled
        self.greeting = GREETINGS[options["dialect"]](options)
        self.tally = Tally()
        self.stage, self.pending = "closed", b""
        self.sock = socket.socket()

    def connect(self, source: str) -> int:
        """Begin to connect from `source`; gives the descriptor to watch for writing."""
        self.sock.close()
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT: the port is chosen at connect
        self.sock.bind((source, 0))
        code = self.sock.connect_ex((self.options["host"], self.options["port"]))
        if code not in (0, errno.EINPROGRESS):
            raise OSError(code, "connect")
        self.stage, self.pending, self.greeting.joined = "connecting", b"", False
        return self.sock.fileno()

    def greet(self) -> None:
        """The connection stands: ask for the upgrade, or be done when the server is a bare loop."""
        refused = self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if refused:
            raise OSError(refused, "connect")
        if self.options["dialect"] == "raw":
            self._open()
            return
        host = f"{self.options['host']}:{self.options['port']}"
        self.sock.send(upgrade_request(host, self.options["path"], self.options["headers"]))
        self.stage = "upgrading"

    def advance(self, data: bytes) -> None:
        """Take what the socket received."""
        if self.stage == "upgrading":
            self.pending += data
            head, found, data = self.pending.partition(b"\r\n\r\n")
            if not found:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                raise ConnectionRefusedError(head[:120])
            self.pending = b""
            self._open()
        if self.pending:
            data, self.pending = self.pending + data, b""
        end = 0
        for opcode, payload, end in frames_in(data):  # noqa: B007
            self._take(opcode, payload)
        if end < len(data):
            self.pending = data[end:]

    def _open(self) -> None:
        self.stage = "open"
        self._send(self.greeting.opened())

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            found = SEQ.search(payload) if self.greeting.joined else None
            if found and not payload.startswith(SUBSCRIBED):
                self._count(int(found[1]))
            else:
                self._converse(payload)
            if type(self.greeting) is Rialto:
                self._acknowledge(self.greeting)
        elif opcode == PING:
            self.sock.send(client_frame(payload, PONG))
        elif opcode == CLOSE:
            raise ConnectionResetError(payload)

    def _count(self, seq: int) -> None:
        self.tally.saw(seq)
        self.arrivals[seq] = self.arrivals.get(seq, 0) + 1
        if self.sampled is not None:
            self.sampled.append((seq, time.monotonic_ns(), self.options.get("topic", "")))

    def _converse(self, payload: bytes) -> None:
        self._send(self.greeting.answer(payload))
        if type(self.greeting) is Rialto and payload.startswith(SUBSCRIBED):
            if self.greeting.recovered:
                for found in SEQ.finditer(payload.partition(b'"events":')[2]):
                    self._count(int(found[1]))
            else:
                self.tally.last = self.greeting.base

    def _acknowledge(self, greeting: Rialto) -> None:
        greeting.total += 1
        greeting.base = max(greeting.base, self.tally.last)
        if greeting.ack_every and greeting.total % greeting.ack_every == 0:
            self._send((b'{"type":"ack","count":%d}' % greeting.total,))

    def _send(self, texts: Sequence[bytes]) -> None:
        for text in texts:
            self.sock.send(client_frame(text))
