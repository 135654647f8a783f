"""What players do: points, misses, rebounds and the rest, told with a player or for the team alone."""

from typing import Annotated, Literal

from pydantic import Field

from realtime.scoreboards.commands.form import Command, Name, Number, PlayerId, Value
from realtime.scoreboards.state import Team

MOST_PLAYERS = 20
FoulKind = Literal["personal", "offensive", "technical", "unsportsmanlike", "disqualifying", "bench"]


class Score(Command):
    """Points made by a team, by one of its players, after the pass of another."""

    kind: Literal["score"] = "score"
    team: Team
    points: Literal[1, 2, 3]
    player: PlayerId | None = None
    assist: PlayerId | None = None


class Miss(Command):
    """A shot that missed; counted as tried when it is told what it would have been worth."""

    kind: Literal["miss"] = "miss"
    team: Team | None = None
    points: Literal[1, 2, 3] | None = None
    player: PlayerId | None = None


class Rebound(Command):
    """A rebound; whether it is offensive can be told, or follows from who missed."""

    kind: Literal["rebound"] = "rebound"
    team: Team | None = None
    offensive: bool | None = None
    player: PlayerId | None = None


class Ball(Command):
    """The ball won or lost without a shot."""

    kind: Literal["steal", "block", "turnover", "jump_ball"]
    team: Team | None = None
    player: PlayerId | None = None


class Foul(Command):
    """A foul, counted for the team and the player by its kind."""

    kind: Literal["foul"] = "foul"
    team: Team
    foul: FoulKind = "personal"
    player: PlayerId | None = None


class Tell(Command):
    """Words that change no figure."""

    kind: Literal["note"]
    team: Team | None = None


class Substitution(Command):
    """Players change places with those on the bench; without ids it is only told."""

    kind: Literal["substitution"] = "substitution"
    team: Team | None = None
    goes_in: PlayerId | None = None
    goes_out: PlayerId | None = None


class Listed(Value):
    """One line of a roster."""

    id: PlayerId
    name: Name
    number: Number = ""
    starter: bool = False
    captain: bool = False


class Roster(Command):
    """The whole list of a team's players: it replaces the one before."""

    kind: Literal["roster"] = "roster"
    team: Team
    players: Annotated[tuple[Listed, ...], Field(max_length=MOST_PLAYERS)]
