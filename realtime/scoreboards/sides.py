"""One team's half of a game: its looks, its players, and everything counted for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from realtime.scoreboards.rules import Moment

Team = Literal["home", "away"]
# What was counted, by name, without zeros; "" among the players is the team itself.
Figures = Mapping[str, int]
NOBODY = ""


def other(team: Team) -> Team:
    """The opponent."""
    return "away" if team == "home" else "home"


@dataclass(frozen=True, kw_only=True)
class Player:
    """Somebody who may play for a team; the id is the sender's own."""

    id: str
    name: str
    number: str = ""
    starter: bool = False
    captain: bool = False

    @property
    def called(self) -> str:
        """How a play calls the player: `#7 Ada Marsh`."""
        return f"#{self.number} {self.name}" if self.number else self.name

    def as_public(self) -> dict[str, str]:
        """The player as a play names one."""
        return {"id": self.id, "number": self.number, "name": self.name}


@dataclass(frozen=True, kw_only=True)
class Side:
    """One team's half of the board; `line` holds the points of the periods that are over."""

    name: str
    short: str
    colour: str
    score: int = 0
    line: tuple[int, ...] = ()
    fouls: int = 0
    late_fouls: int = 0
    timeouts: tuple[Moment, ...] = ()
    roster: tuple[Player, ...] = ()
    on_court: tuple[str, ...] = ()
    players: Mapping[str, Figures] = field(default_factory=dict)

    @property
    def period_score(self) -> int:
        """Points made in the period being played."""
        return self.score - sum(self.line)

    def blank(self) -> "Side":
        """The same team before the game."""
        return Side(name=self.name, short=self.short, colour=self.colour, roster=self.roster)

    def in_period(self, number: int) -> "Side":
        """The same side in another period: later ones begin at zero, those taken back fall into this one."""
        line = (*self.line, self.period_score, *(0 for _more in range(number)))
        return replace(self, line=line[: number - 1])

    def player(self, player_id: str) -> Player | None:
        """The player of this id."""
        return next((player for player in self.roster if player.id == player_id), None)

    def figures(self, player_id: str) -> Figures:
        """What was counted for a player, or with `NOBODY` for the team itself."""
        return self.players.get(player_id, {})

    def counting(self, player_id: str, figure: str, by: int = 1) -> "Side":
        """The same side with one figure of a player raised."""
        counted = {**self.figures(player_id), figure: self.figures(player_id).get(figure, 0) + by}
        kept = {name: count for name, count in counted.items() if count}
        others = {one: figures for one, figures in self.players.items() if one != player_id}
        return replace(self, players={**others, player_id: kept} if kept else others)

    def as_json(self) -> dict[str, Any]:
        """The form kept in the board's row: what nothing is known of is left out."""
        stored = {**vars(self), "roster": [_player_json(player) for player in self.roster]}
        return {key: value for key, value in stored.items() if value not in ((), [], {})}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Side":
        """Read the form that `as_json` wrote, now or before there were players and lines."""
        known = {key: value for key, value in stored.items() if key in cls.__dataclass_fields__}
        for key in ("line", "on_court"):
            known[key] = tuple(stored.get(key, ()))
        if earlier := stored.get("score_before_period"):
            known["line"] = (earlier,)
        known["timeouts"] = tuple((period, clock) for period, clock in stored.get("timeouts", ()))
        known["roster"] = tuple(Player(**player) for player in stored.get("roster", ()))
        return cls(**known)


def _player_json(player: Player) -> dict[str, Any]:
    return {key: value for key, value in vars(player).items() if value}
