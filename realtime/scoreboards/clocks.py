"""Clocks as deadlines: while one runs nothing is written and nothing is sent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A clock that shows `remaining_ms`, or what is left until its deadline."""

    remaining_ms: int
    deadline: datetime | None = None

    def shown(self, at: datetime) -> int:
        """Milliseconds left at this moment: never negative, never more than when it was started."""
        if self.deadline is None:
            return self.remaining_ms
        left = round((self.deadline - at) / timedelta(milliseconds=1))
        return max(0, min(left, self.remaining_ms))

    def is_running(self, at: datetime) -> bool:
        """Whether time is passing; a clock that reached its deadline has stopped by itself."""
        return self.deadline is not None and self.shown(at) > 0

    def started(self, at: datetime) -> Self:
        """This clock, running from what it shows."""
        left = self.shown(at)
        return replace(self, remaining_ms=left, deadline=at + timedelta(milliseconds=left))

    def stopped(self, at: datetime) -> Self:
        """This clock, standing at what it shows."""
        return replace(self, remaining_ms=self.shown(at), deadline=None)

    def moved(self, *, since: datetime, to: datetime) -> Self:
        """What this clock showed and did at `since`, going on in the same way from `to`."""
        stopped = self.stopped(since)
        return stopped.started(to) if self.is_running(since) else stopped

    def as_json(self) -> dict[str, Any]:
        """The form kept in the board's row."""
        return {
            "remaining_ms": self.remaining_ms,
            "deadline": self.deadline.isoformat() if self.deadline else None,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Read the form that `as_json` wrote."""
        deadline = stored["deadline"]
        return cls(
            remaining_ms=stored["remaining_ms"],
            deadline=datetime.fromisoformat(deadline) if deadline else None,
        )


@dataclass(frozen=True, kw_only=True)
class ShotClock:
    """The attack's time: it runs with the game clock unless it is `held`.

    It is `hidden` while the period has less time left than it was reset to.
    """

    clock: Clock
    held: bool = False
    hidden: bool = False

    def as_json(self) -> dict[str, Any]:
        """The form kept in the board's row."""
        return {**self.clock.as_json(), "held": self.held, "hidden": self.hidden}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Read the form that `as_json` wrote."""
        return cls(clock=Clock.from_json(stored), held=stored["held"], hidden=stored["hidden"])
