"""The commands a board understands: the form of the API and of every event's payload."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from realtime.scoreboards.state import Team

LONGEST_TEXT = 140
LONGEST_CLOCK_MS = 60 * 60 * 1000
# Control characters have no place on a board, and PostgreSQL refuses NUL in text.
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"

Text = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=PRINTABLE)]
Reason = Annotated[str, Field(min_length=3, max_length=200, pattern=PRINTABLE)]
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$")]
Short = Annotated[str, Field(min_length=1, max_length=5, pattern=r"^[^\x00-\x20\x7f]+$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
ClockMs = Annotated[int, Field(strict=True, ge=0, le=LONGEST_CLOCK_MS)]
Told = Literal["note", "miss", "rebound", "turnover", "steal", "block", "jump_ball", "substitution"]
FoulKind = Literal["personal", "offensive", "technical", "unsportsmanlike", "disqualifying", "bench"]


class Command(BaseModel):
    """What every command may say: words for the play-by-play, and the clock its sender saw."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    text: Text = ""
    clock_ms: ClockMs | None = None
    reason: Reason | None = None

    def payload(self) -> dict[str, Any]:
        """The JSON kept in the event: only what differs from the defaults, and the kind."""
        return {**self.model_dump(mode="json", exclude_defaults=True), "kind": self.kind}


class Score(Command):
    """Points made by a team."""

    kind: Literal["score"] = "score"
    team: Team
    points: Literal[1, 2, 3]


class Correct(Command):
    """Points given or taken away at the table, with a reason."""

    kind: Literal["correct"] = "correct"
    team: Team
    points: Annotated[int, Field(strict=True, ge=-99, le=99)]
    reason: Reason


class Foul(Command):
    """A foul, counted for the team by its kind."""

    kind: Literal["foul"] = "foul"
    team: Team
    foul: FoulKind = "personal"


class Timeout(Command):
    """A timeout charged to a team."""

    kind: Literal["timeout"] = "timeout"
    team: Team


class ClockStart(Command):
    """Let the clock run from what it shows."""

    kind: Literal["clock_start"] = "clock_start"


class ClockStop(Command):
    """Hold the clock at what it shows."""

    kind: Literal["clock_stop"] = "clock_stop"


class ClockSet(Command):
    """Put the clock to an exact value, with a reason; it stands afterwards."""

    kind: Literal["clock_set"] = "clock_set"
    remaining_ms: ClockMs
    reason: Reason


class PeriodNext(Command):
    """Go to the next period, or to overtime when tied."""

    kind: Literal["period_next"] = "period_next"


class Possession(Command):
    """Point the arrow at a team, or at nobody."""

    kind: Literal["possession"] = "possession"
    team: Team | None


class TeamLook(BaseModel):
    """What may be changed of a team's appearance."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name | None = None
    short: Short | None = None
    colour: Colour | None = None


class Teams(Command):
    """Rename or recolour the teams."""

    kind: Literal["teams"] = "teams"
    home: TeamLook = TeamLook()
    away: TeamLook = TeamLook()


class Tell(Command):
    """A play that is told and changes no figure."""

    kind: Told
    team: Team | None = None


class Undo(Command):
    """Take back the last `count` commands that still count."""

    kind: Literal["undo"] = "undo"
    count: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 1


class Reset(Command):
    """Begin the game again; the history stays, and the reset itself can be undone."""

    kind: Literal["reset"] = "reset"


class Final(Command):
    """End the game: by the rules, or for a reason such as a forfeit."""

    kind: Literal["final"] = "final"


AnyCommand = Annotated[
    Score
    | Correct
    | Foul
    | Timeout
    | ClockStart
    | ClockStop
    | ClockSet
    | PeriodNext
    | Possession
    | Teams
    | Tell
    | Undo
    | Reset
    | Final,
    Field(discriminator="kind"),
]
_ANY: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)


def read_command(payload: dict[str, Any]) -> AnyCommand:
    """The command of a payload, stored or from outside; raises pydantic's ValidationError."""
    return _ANY.validate_python(payload)
