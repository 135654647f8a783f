"""What the API of a board's table takes and gives."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from realtime.scoreboards.commands import PRINTABLE
from realtime.scoreboards.people import LONGEST_KEY_NAME
from realtime.scoreboards.schemas import Strict
from realtime.scoreboards.table import SeatName

KeyName = Annotated[
    str, Field(min_length=1, max_length=LONGEST_KEY_NAME, pattern=rf"^[^\x00-\x20\x7f]{PRINTABLE.removeprefix('^')}")
]


class SeatAction(Strict):
    """What to do about a seat."""

    action: Literal["take", "ask", "give", "refuse", "leave"]


class NewBoardKey(Strict):
    """A key for the program of this name; plays that it makes carry the name."""

    name: KeyName


class ScorerOut(Schema):
    """A person as everybody may know them."""

    id: str
    name: str


class SeatOut(Schema):
    """A seat: after `until` it may be taken, after `asked_until` the request has lapsed."""

    holder: ScorerOut | None
    until: str | None
    asked_by: ScorerOut | None
    asked_until: str | None


class TableOut(Schema):
    """A board's table, as its topic `table.<slug>` tells it."""

    slug: str
    owner: str | None
    seats: dict[SeatName, SeatOut]
    operators: list[ScorerOut]


class OperatorOut(ScorerOut):
    """Somebody who may work the board."""

    since: datetime
    owner: bool


class OperatorsOut(Schema):
    """Who may work the board, the longest first."""

    operators: list[OperatorOut]


class BoardKeyOut(Schema):
    """A working key; `hint` is its last four characters."""

    id: str = Field(alias="public_id")
    name: str
    hint: str
    created_at: datetime
    last_used_at: datetime | None


class BoardKeysOut(Schema):
    """The working keys of a board."""

    keys: list[BoardKeyOut]


class KeyOpened(Schema):
    """A new key with its text, which is not shown again."""

    key: BoardKeyOut
    text: str
