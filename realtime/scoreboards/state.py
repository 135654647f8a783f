"""The state of a game between two events: immutable values, and the JSON they are stored as."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Self

from realtime.scoreboards.rules import Moment, Rules

Team = Literal["home", "away"]
Status = Literal["scheduled", "live", "final"]


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A game clock as a deadline: while it runs nothing is written and nothing is sent."""

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


@dataclass(frozen=True, kw_only=True)
class Side:
    """One team's half of the board."""

    name: str
    short: str
    colour: str
    score: int = 0
    score_before_period: int = 0
    fouls: int = 0
    late_fouls: int = 0
    timeouts: tuple[Moment, ...] = ()

    @property
    def period_score(self) -> int:
        """Points made in the period being played."""
        return self.score - self.score_before_period

    def blank(self) -> "Side":
        """The same team before the game."""
        return Side(name=self.name, short=self.short, colour=self.colour)


@dataclass(frozen=True, kw_only=True)
class GameState:
    """Everything the events of a game add up to."""

    home: Side
    away: Side
    clock: Clock
    status: Status = "scheduled"
    period: int = 1
    possession: Team | None = None

    @property
    def is_tied(self) -> bool:
        """Whether both teams have the same score."""
        return self.home.score == self.away.score

    def side(self, team: Team) -> Side:
        """The half of the board of this team."""
        return self.home if team == "home" else self.away

    def with_side(self, team: Team, **changes: Any) -> "GameState":
        """The same state with something changed for one team."""
        side = replace(self.side(team), **changes)
        return replace(self, home=side) if team == "home" else replace(self, away=side)

    def target_reached(self, rules: Rules) -> bool:
        """Whether a team has the score that wins at once."""
        if rules.is_overtime(self.period):
            best = max(self.home.period_score, self.away.period_score)
            return 0 < rules.overtime_target <= best
        return 0 < rules.target_score <= max(self.home.score, self.away.score)

    def as_json(self) -> dict[str, Any]:
        """The form kept in the board's row."""
        deadline = self.clock.deadline
        return {
            "home": _side_json(self.home),
            "away": _side_json(self.away),
            "remaining_ms": self.clock.remaining_ms,
            "deadline": deadline.isoformat() if deadline else None,
            "status": self.status,
            "period": self.period,
            "possession": self.possession,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "GameState":
        """Read the form that `as_json` wrote."""
        deadline = stored["deadline"]
        return cls(
            home=_side_from(stored["home"]),
            away=_side_from(stored["away"]),
            clock=Clock(
                remaining_ms=stored["remaining_ms"],
                deadline=datetime.fromisoformat(deadline) if deadline else None,
            ),
            status=stored["status"],
            period=stored["period"],
            possession=stored["possession"],
        )


def opening_state(rules: Rules, home: Side, away: Side) -> GameState:
    """The board before the first event: no score, a full clock, nobody's ball."""
    clock = Clock(remaining_ms=rules.length_ms(1))
    return GameState(home=home.blank(), away=away.blank(), clock=clock)


def _side_json(side: Side) -> dict[str, Any]:
    return {**vars(side), "timeouts": [list(moment) for moment in side.timeouts]}


def _side_from(stored: dict[str, Any]) -> Side:
    return Side(**{**stored, "timeouts": tuple((period, clock) for period, clock in stored["timeouts"])})
