"""Timers by the second for thousands of sockets, without a timer object each."""

from collections.abc import Callable

import structlog

log = structlog.get_logger()


class Wheel:
    """Callbacks that are due in a second, run together when that second has come."""

    def __init__(self) -> None:
        self._slots: dict[int, list[Callable[[], None]]] = {}

    def at(self, when: float, callback: Callable[[], None]) -> None:
        """Run `callback` in the first turn after `when`."""
        self._slots.setdefault(int(when) + 1, []).append(callback)

    def turn(self, now: float) -> None:
        """Run what has become due."""
        for slot in sorted(slot for slot in self._slots if slot <= now):
            for callback in self._slots.pop(slot):
                try:
                    callback()
                except Exception:
                    # The others of this second are owed theirs all the same.
                    log.exception("wheel_callback_failed")
