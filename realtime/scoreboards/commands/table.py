"""What the table decides: timeouts, periods, the arrow, looks, and figures put right."""

from typing import Annotated, Literal

from pydantic import Field

from realtime.scoreboards.commands.form import ClockMs, Colour, Command, Name, Reason, Short, Value
from realtime.scoreboards.state import Team

MOST_PERIODS = 99


class Correct(Command):
    """Points given or taken away at the table, with a reason."""

    kind: Literal["correct"] = "correct"
    team: Team
    points: Annotated[int, Field(strict=True, ge=-99, le=99)]
    reason: Reason


class CorrectFouls(Command):
    """Put a team's fouls to what they should be, with a reason."""

    kind: Literal["correct_fouls"] = "correct_fouls"
    team: Team
    fouls: Annotated[int, Field(strict=True, ge=0, le=99)]
    reason: Reason


class CorrectPeriod(Command):
    """Put the game into another period at an exact time, with a reason; the clock stands afterwards."""

    kind: Literal["correct_period"] = "correct_period"
    period: Annotated[int, Field(strict=True, ge=1, le=MOST_PERIODS)]
    remaining_ms: ClockMs
    reason: Reason


class Timeout(Command):
    """A timeout charged to a team."""

    kind: Literal["timeout"] = "timeout"
    team: Team


class PeriodNext(Command):
    """Go to the next period, or to overtime when tied."""

    kind: Literal["period_next"] = "period_next"


class Possession(Command):
    """Point the arrow at a team, or at nobody."""

    kind: Literal["possession"] = "possession"
    team: Team | None


class TeamLook(Value):
    """What may be changed of a team's appearance."""

    name: Name | None = None
    short: Short | None = None
    colour: Colour | None = None


class Teams(Command):
    """Rename or recolour the teams."""

    kind: Literal["teams"] = "teams"
    home: TeamLook = TeamLook()
    away: TeamLook = TeamLook()


class Reset(Command):
    """Begin the game again; the history stays, and the reset itself can be undone."""

    kind: Literal["reset"] = "reset"


class Final(Command):
    """End the game: by the rules, or for a reason such as a forfeit."""

    kind: Literal["final"] = "final"
