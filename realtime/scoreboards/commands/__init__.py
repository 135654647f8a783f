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
from realtime.scoreboards.commands.corrections import Correction, Edit, Insert, Strike, Undo
from realtime.scoreboards.commands.form import LONGEST_TEXT, PRINTABLE
from realtime.scoreboards.commands.plain import AnyPlain
from realtime.scoreboards.commands.plays import Ball, Foul, Listed, Miss, Rebound, Roster, Score, Substitution, Tell
from realtime.scoreboards.commands.table import (
    Correct,
    CorrectFouls,
    CorrectPeriod,
    Final,
    PeriodNext,
    Possession,
    Reset,
    TeamLook,
    Teams,
    Timeout,
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
    "CorrectFouls",
    "CorrectPeriod",
    "Correction",
    "Edit",
    "Final",
    "Foul",
    "Insert",
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
    "Strike",
    "Substitution",
    "TeamLook",
    "Teams",
    "Tell",
    "Timeout",
    "Undo",
    "read_command",
]

AnyCommand = Annotated[AnyPlain | Undo | Strike | Edit | Insert, Field(discriminator="kind")]
_ANY: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)


def read_command(payload: dict[str, Any]) -> AnyCommand:
    """The command of a payload, stored or from outside; raises pydantic's ValidationError."""
    return _ANY.validate_python(payload)
