"""The commands that say what happens: all but those that take back or change what was commanded before."""

from typing import Annotated

from pydantic import Field

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
from realtime.scoreboards.commands.plays import Ball, Foul, Miss, Rebound, Roster, Score, Substitution, Tell
from realtime.scoreboards.commands.table import (
    Correct,
    CorrectFouls,
    CorrectPeriod,
    Final,
    PeriodNext,
    Possession,
    Reset,
    Teams,
    Timeout,
)

AnyPlain = (
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
    | CorrectFouls
    | CorrectPeriod
    | Reset
    | Final
)
PlainCommand = Annotated[AnyPlain, Field(discriminator="kind")]
