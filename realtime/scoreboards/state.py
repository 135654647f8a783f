"""The state of a game between two events: immutable values, and the JSON they are stored as."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from realtime.scoreboards.clocks import Clock, ShotClock
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.sides import Player, Side, Team

__all__ = ["Clock", "GameState", "Player", "ShotClock", "Side", "Status", "Team", "opening_state"]

Status = Literal["scheduled", "live", "final"]


@dataclass(frozen=True, kw_only=True)
class GameState:
    """Everything the events of a game add up to.

    `possession` is the arrow; `attacking` is who had the ball last as far as plays told it;
    `corrected_at` is when a game that was final was last put right.
    """

    home: Side
    away: Side
    clock: Clock
    status: Status = "scheduled"
    period: int = 1
    possession: Team | None = None
    shot: ShotClock | None = None
    attacking: Team | None = None
    corrected_at: datetime | None = None

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

    def player(self, team: Team | None, player_id: str | None) -> Player | None:
        """The player of this team and id, if there is one."""
        return self.side(team).player(player_id) if team and player_id else None

    def target_reached(self, rules: Rules) -> bool:
        """Whether a team has the score that wins at once."""
        if rules.is_overtime(self.period):
            best = max(self.home.period_score, self.away.period_score)
            return 0 < rules.overtime_target <= best
        return 0 < rules.target_score <= max(self.home.score, self.away.score)

    def as_json(self) -> dict[str, Any]:
        """The form kept in the board's row."""
        return {
            "home": self.home.as_json(),
            "away": self.away.as_json(),
            **self.clock.as_json(),
            "status": self.status,
            "period": self.period,
            "possession": self.possession,
            "shot": self.shot.as_json() if self.shot else None,
            "attacking": self.attacking,
            "corrected_at": self.corrected_at.isoformat() if self.corrected_at else None,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "GameState":
        """Read the form that `as_json` wrote, now or before there was a shot clock."""
        shot, corrected = stored.get("shot"), stored.get("corrected_at")
        return cls(
            home=Side.from_json(stored["home"]),
            away=Side.from_json(stored["away"]),
            clock=Clock.from_json(stored),
            status=stored["status"],
            period=stored["period"],
            possession=stored["possession"],
            shot=ShotClock.from_json(shot) if shot else None,
            attacking=stored.get("attacking"),
            corrected_at=datetime.fromisoformat(corrected) if corrected else None,
        )


def opening_state(rules: Rules, home: Side, away: Side) -> GameState:
    """The board before the first event: no score, a full clock, nobody's ball, the starters on court."""
    clock = Clock(remaining_ms=rules.length_ms(1))
    return GameState(home=_before_the_game(rules, home), away=_before_the_game(rules, away), clock=clock)


def starters(rules: Rules, roster: tuple[Player, ...]) -> tuple[str, ...]:
    """Who begins; nobody unless as many are known as may be on court."""
    ids = tuple(player.id for player in roster if player.starter)
    return ids if len(ids) == rules.on_court else ()


def _before_the_game(rules: Rules, side: Side) -> Side:
    return replace(side.blank(), on_court=starters(rules, side.roster))
