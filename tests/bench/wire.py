"""The least of RFC 6455 that a load client needs: the upgrade request, masked frames out, plain frames in."""

import base64
import os
from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


def upgrade_request(host: str, path: str, headers: dict[str, str]) -> bytes:
    """The bytes of a WebSocket handshake."""
    key = base64.b64encode(os.urandom(16)).decode()
    fields = {
        "Host": host,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": key,
        **headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode()


def client_frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """A final masked frame of at most 65,535 bytes; the mask is zero, which servers accept and which is cheap."""
    size = len(payload)
    head = bytes((0x80 | opcode, 0x80 | size)) if size < 126 else bytes((0x80 | opcode, 0xFE)) + size.to_bytes(2)
    return head + b"\0\0\0\0" + payload


def server_frame(payload: bytes) -> bytes:
    """A final unmasked text frame of at most 65,535 bytes."""
    size = len(payload)
    head = bytes((0x81, size)) if size < 126 else b"\x81\x7e" + size.to_bytes(2)
    return head + payload


def frames_in(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each complete frame in `data` as (opcode, payload, end); what follows the last `end` is incomplete."""
    at, limit = 0, len(data)
    while limit - at >= 2:
        size, start = data[at + 1] & 0x7F, at + 2
        if size == 126:
            size, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
        elif size == 127:
            size, start = int.from_bytes(data[at + 2 : at + 10]), at + 10
        end = start + size
        if start > limit or end > limit:
            return
        yield data[at] & 0x0F, data[start:end], end
        at = end
