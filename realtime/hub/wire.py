"""WebSocket framing of what the server sends: encoded once, the same bytes for every socket (RFC 6455 §5.2)."""

from collections.abc import Iterable
from functools import lru_cache

TEXT = b"\x81"


def _framed(frame: str) -> bytes:
    payload = frame.encode()
    size = len(payload)
    if size < 126:
        head = TEXT + bytes((size,))
    elif size < 65536:
        head = TEXT + b"\x7e" + size.to_bytes(2)
    else:
        head = TEXT + b"\x7f" + size.to_bytes(8)
    return head + payload


def to_wire(frames: Iterable[str]) -> bytes:
    """Each frame as one unmasked, final text message, all in one run of bytes."""
    return b"".join(map(_framed, frames))


@lru_cache(maxsize=16)
def from_wire(wire: bytes) -> tuple[str, ...]:
    """The frames in a run of `to_wire`, for servers that frame for themselves. Cached: a batch goes to many sockets."""
    frames, start = [], 0
    while start < len(wire):
        size, start = wire[start + 1], start + 2
        if size >= 126:
            width = 2 if size == 126 else 8
            size, start = int.from_bytes(wire[start : start + width]), start + width
        frames.append(wire[start : start + size].decode())
        start += size
    return tuple(frames)
