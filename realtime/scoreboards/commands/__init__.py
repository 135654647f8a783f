"""The commands a board understands: the form of the API and of every event's payload."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from realtime.scoreboards.commands.clocks import (
    ClockSet,
    ClockStart,
    ClockStop,
    ShotOff,
    ShotReset,
    ShotSet,
    ShotStart,
    ShotStop,
)
from realtime.scoreboards.commands.form import LONGEST_TEXT, PRINTABLE
from realtime.scoreboards.commands.plays import Ball, Foul, Listed, Miss, Rebound, Roster, Score, Substitution, Tell
from realtime.scoreboards.commands.table import (
    Correct,
    Final,
    PeriodNext,
    Possession,
    Reset,
    TeamLook,
    Teams,
    Timeout,
    Undo,
)

__all__ = [
    "LONGEST_TEXT",
    "PRINTABLE",
    "AnyCommand",
    "Ball",
    "ClockSet",
    "ClockStart",
    "ClockStop",
    "Correct",
    "Final",
    "Foul",
    "Listed",
    "Miss",
    "PeriodNext",
    "Possession",
    "Rebound",
    "Reset",
    "Roster",
    "Score",
    "ShotOff",
    "ShotReset",
    "ShotSet",
    "ShotStart",
    "ShotStop",
    "Substitution",
    "TeamLook",
    "Teams",
    "Tell",
    "Timeout",
    "Undo",
    "read_command",
]

AnyCommand = Annotated[
    Score
    | Miss
    | Rebound
    | Ball
    | Foul
    | Substitution
    | Roster
    | Tell
    | Timeout
    | ClockStart
    | ClockStop
    | ClockSet
    | ShotReset
    | ShotStart
    | ShotStop
    | ShotSet
    | ShotOff
    | PeriodNext
    | Possession
    | Teams
    | Correct
    | Undo
    | Reset
    | Final,
    Field(discriminator="kind"),
]
_ANY: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)


def read_command(payload: dict[str, Any]) -> AnyCommand:
    """The command of a payload, stored or from outside; raises pydantic's ValidationError."""
    return _ANY.validate_python(payload)
