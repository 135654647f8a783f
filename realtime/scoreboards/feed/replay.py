"""Playing a game of a feed through a board, at the pace of the game times a speed, or as fast as it goes."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from project.base.errors import Refusal
from realtime.scoreboards.commands import AnyCommand, ClockStart, Tell
from realtime.scoreboards.feed.game import Planned

LONGEST_PAUSE = 30.0
# Sends one command under its id, and raises the refusal it met.
Sender = Callable[[AnyCommand, str], None]


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast a game is told: `speed` times as fast as it was played, 0 for without waiting."""

    speed: float
    wait: Callable[[float], None] = time.sleep

    def wait_for(self, played_ms: int) -> None:
        """Wait for this much of the game."""
        if self.speed > 0:
            self.wait(min(played_ms / 1000 / self.speed, LONGEST_PAUSE))


def replay(plays: Iterable[Planned], send: Sender, pace: Pace) -> int:
    """Send every play and say how many; those applied before are answered again, so it can resume."""
    sent = 0
    for planned in with_clock(plays) if pace.speed > 0 else plays:
        pace.wait_for(planned.after_ms)
        _send_or_tell(planned, send)
        sent += 1
    return sent


def with_clock(plays: Iterable[Planned]) -> Iterator[Planned]:
    """The same plays with the clock let run after each start of a period, for those who watch live."""
    begins = True
    for planned in plays:
        yield planned
        if planned.command.kind == "roster":
            continue
        if begins or planned.command.kind == "period_next":
            yield Planned(ClockStart(), f"{planned.command_id}-clock")
        begins = False


def _send_or_tell(planned: Planned, send: Sender) -> None:
    try:
        send(planned.command, planned.command_id)
    except Refusal as refusal:
        if refusal.code not in {"NoTimeoutsLeft", "ClockAlreadyRunning", "PeriodIsOver"}:
            raise
        if planned.command.kind == "timeout":
            told = Tell(kind="note", text=planned.command.text, clock_ms=planned.command.clock_ms)
            send(told, f"{planned.command_id}-told")
