"""Somebody who builds WebSocket frames by hand (RFC 6455 §5.2), and may build them wrong."""

import json
import os
import socket
from types import TracebackType
from typing import Any, Self

from tests.site import Site

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
PATIENCE = 10.0
KEY = "dGhlIHNhbXBsZSBub25jZQ=="


class Gone(Exception):
    """The server ended the connection without a close frame."""


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, masked: bool = True) -> bytes:
    """One frame as a client sends it; `rsv` is the three reserved bits as a number."""
    size = len(payload)
    short = size if size < 126 else 126 if size < 65536 else 127
    length = b"" if size < 126 else size.to_bytes(2 if size < 65536 else 8)
    head = bytes((fin << 7 | rsv << 4 | opcode, masked << 7 | short)) + length
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))


def close_frame(code: int, reason: bytes = b"") -> bytes:
    """A close frame with its code."""
    return frame(CLOSE, code.to_bytes(2) + reason)


def handshake(site: Site, **changes: str | None) -> list[str]:
    """The header lines that open a socket; a change names a header with underscores, None leaves it out."""
    headers: dict[str, str | None] = {
        "Host": f"localhost:{site.port}",
        "Origin": site.url,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "rt.v1",
    }
    headers |= {name.replace("_", "-"): value for name, value in changes.items()}
    return [f"{name}: {value}" for name, value in headers.items() if value is not None]


def as_request(lines: list[str], *, path: str = "/rt") -> bytes:
    """The request with these header lines."""
    return "\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode("latin-1")


class Wire:
    """A TCP connection to a site, with nothing between the test and the bytes."""

    def __init__(self, site: Site, *, receive_buffer: int | None = None) -> None:
        self.site = site
        self.tcp = socket.socket()
        if receive_buffer is not None:
            self.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.tcp.settimeout(PATIENCE)
        self.buffer = b""

    def __enter__(self) -> Self:
        self.tcp.connect(("127.0.0.1", self.site.port))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.tcp.close()

    def send(self, data: bytes) -> None:
        """Bytes as they are."""
        self.tcp.sendall(data)

    def shake_hands(self, request: bytes | None = None) -> int:
        """Send the request and give the status of the answer; what follows the answer stays in the buffer."""
        self.send(request or as_request(handshake(self.site)))
        return self.status()

    def status(self) -> int:
        """The status of the HTTP answer; 0 when the server ends the connection without one."""
        while b"\r\n\r\n" not in self.buffer:
            try:
                self._more()
            except Gone:
                return 0
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        return int(head.split()[1])

    def next_frame(self) -> tuple[int, bytes]:
        """Opcode and payload of the server's next frame; raises `Gone`."""
        head = self._take(2)
        size = head[1] & 127
        if size > 125:
            size = int.from_bytes(self._take(2 if size == 126 else 8))
        return head[0] & 15, self._take(size)

    def hear(self, kind: str) -> dict[str, Any]:
        """The next frame of `rt.v1` of this kind."""
        while True:
            opcode, payload = self.next_frame()
            if opcode == TEXT and (heard := json.loads(payload))["type"] == kind:
                return dict(heard)

    def hear_pong(self) -> bytes:
        """The payload of the next pong."""
        while (found := self.next_frame())[0] != PONG:
            pass
        return found[1]

    def ending(self) -> int | None:
        """The code of the close frame, 1005 when it has none, None when the connection ended without one."""
        try:
            while (found := self.next_frame())[0] != CLOSE:
                pass
        except Gone:
            return None
        return int.from_bytes(found[1][:2]) if found[1] else 1005

    def ended(self) -> bool:
        """Whether the server ends the connection, reading on until it does."""
        try:
            while True:
                self._more()
        except Gone:
            return True
        except TimeoutError:
            return False

    def _take(self, size: int) -> bytes:
        while len(self.buffer) < size:
            self._more()
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def _more(self) -> None:
        try:
            data = self.tcp.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            raise Gone
        self.buffer += data
