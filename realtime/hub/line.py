"""What the pure part knows of the way out to one browser."""

from collections.abc import Callable
from typing import Protocol


def ignore(wire: bytes) -> None:
    """What a closed line does with what is written to it."""


class Watcher(Protocol):
    """Who is told how the line does."""

    def congested(self) -> None:
        """The soft limit of unsent bytes is passed."""

    def drained(self) -> None:
        """There is room again."""

    def received(self, text: str) -> None:
        """The client sent one text message."""

    def gone(self) -> None:
        """The other end is gone, and nothing can be written any more."""

    def draining(self) -> None:
        """The server is about to stop."""


class Line(Protocol):
    """A bounded way out. `write` never blocks; `ack_every` asks the client for acknowledgements, 0 for none."""

    ack_every: int
    write: Callable[[bytes], None]

    def attach(self, watcher: Watcher) -> None:
        """Tell this watcher from here on."""

    def unsent(self) -> int:
        """Bytes that are written and not known to have left."""

    def acknowledged(self, count: int) -> bool:
        """The client has seen `count` frames. False when that cannot be."""

    def shut(self, code: int, reason: str) -> None:
        """Close with this code, after what is written; nothing can be written any more."""
