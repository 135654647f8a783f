"""What the API of scoreboards takes and gives; unknown keys are refused."""

from datetime import UTC, datetime
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, field_validator

from realtime.scoreboards.commands import PRINTABLE, AnyCommand, TeamLook

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
FIRST_DAY, LAST_DAY = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
Soon = Annotated[AwareDatetime, Field(ge=FIRST_DAY, le=LAST_DAY)]
# The simulator plays whatever board has the next of these names.
RESERVED = "demo-"
CommandId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{8,64}$")]


class Strict(Schema):
    """Input that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


class NewBoard(Strict):
    """A game to open a board for."""

    profile: Annotated[str, Field(max_length=20)] = "fiba"
    home: TeamLook
    away: TeamLook
    title: Annotated[str, Field(max_length=80, pattern=PRINTABLE)] = ""
    slug: Slug | None = None
    starts_at: Soon | None = None

    @field_validator("slug")
    @classmethod
    def slug_is_free_to_choose(cls, slug: str | None) -> str | None:
        """Refuse the names of the demo's own boards."""
        if slug is not None and slug.startswith(RESERVED):
            raise ValueError(_("Addresses that begin with “demo-” are taken."))
        return slug


class Commanded(Strict):
    """A command with the id that makes it apply once, and the position its sender had seen."""

    command_id: CommandId
    expected_position: Annotated[int, Field(strict=True, ge=0)] | None = None
    command: AnyCommand


class SideOut(Schema):
    """One team on the board; `bonus`: this team shoots for its opponent's fouls."""

    name: str
    short: str
    colour: str
    score: int
    fouls: int
    bonus: bool
    timeouts_left: int


class PeriodOut(Schema):
    """The period being played."""

    number: int
    label: str
    is_overtime: bool
    count: int
    length_ms: int


class ClockOut(Schema):
    """The clock as of the last event; while `running`, count down to `deadline`, but stand from `stops_at` on."""

    running: bool
    remaining_ms: int
    deadline: str | None
    stops_at: str | None
    timed: bool


class ShotClockOut(Schema):
    """The time left for the attack; `held` while the game clock may run without it."""

    running: bool
    remaining_ms: int
    deadline: str | None
    held: bool


class BoardOut(Schema):
    """A board as everybody sees it; `corrected_at`: a game that was final was put right afterwards."""

    slug: str
    status: str
    profile: str
    title: str
    home: SideOut
    away: SideOut
    period: PeriodOut
    clock: ClockOut
    shot: ShotClockOut | None
    possession: str | None
    rosters: bool
    position: int
    corrected_at: str | None
    expires_at: str | None


class BoardOpened(Schema):
    """A new board, and the token that works it: it is not shown again."""

    board: BoardOut
    operator_token: str


class BoardsOut(Schema):
    """A page of games by how they stand, and how many of each there are."""

    live: list[BoardOut]
    coming: list[BoardOut]
    past: list[BoardOut]
    totals: dict[str, int]
    page: int
    limit: int


class ResultOut(Schema):
    """The event's position and the state right after it."""

    position: int
    state: BoardOut


class PlayerOut(Schema):
    """A player as a play names one; the id is the scorer's own."""

    id: str
    number: str
    name: str


class PlayOut(Schema):
    """One line of the play-by-play; an undo takes back every play from `undoes` up to itself.

    `key` names the line: an `inserted` one has a plus, and the position of the correction that entered it.
    `struck` and `edited` are the positions of corrections that took it out or put it right. `actor` is whoever
    entered it.
    """

    key: str
    position: int
    kind: str
    team: str | None
    points: int
    player: PlayerOut | None
    assist: PlayerOut | None
    period: int
    period_label: str
    clock_ms: int
    clock: str
    home: int
    away: int
    text: str
    reason: str
    actor: str
    undoes: int | None
    undone: bool
    struck: int | None
    edited: int | None
    inserted: bool
    at: str


class PlaysOut(Schema):
    """A page of plays, in the order of the game; `total` is the position of the last event."""

    plays: list[PlayOut]
    total: int
    earlier: bool


class FiguresOut(Schema):
    """One line of a box score; shots are `[made, tried]`."""

    points: int
    two: list[int]
    three: list[int]
    free: list[int]
    offensive: int
    defensive: int
    rebounds: int
    assists: int
    turnovers: int
    steals: int
    blocks: int
    fouls: int
    efficiency: int


class PlayerFiguresOut(FiguresOut):
    """A player's line; `on_court` is null where no line-up is known, `out` says why a game has ended."""

    id: str
    number: str
    name: str
    starter: bool
    captain: bool
    on_court: bool | None
    out: str | None


class BoxSideOut(Schema):
    """A team's half; `team` holds what was counted for nobody in particular."""

    name: str
    short: str
    colour: str
    players: list[PlayerFiguresOut]
    team: FiguresOut
    totals: FiguresOut


class PeriodScoreOut(Schema):
    """The points of one period."""

    label: str
    home: int
    away: int


class BoxOut(Schema):
    """The box score as of the event that changed it last."""

    slug: str
    position: int
    periods: list[PeriodScoreOut]
    home: BoxSideOut
    away: BoxSideOut
