"""The topics of a board: `board.<slug>` its figures, `plays.<slug>` its plays, `table.<slug>` for its operators."""

from typing import Any

from realtime.scoreboards import queries
from realtime.scoreboards.events import BoardChanged, BoxChanged, PlayRecorded, PlayRevised, TableChanged
from realtime.scoreboards.operators import may_join_table
from realtime.scoreboards.revisions import fold_play
from realtime.scoreboards.schemas import BoardOut, BoxOut, PlayOut, PlaysOut
from realtime.scoreboards.table import table_state
from realtime.scoreboards.table_schemas import TableOut
from realtime.scoreboards.told import RevisionOut
from realtime.topics import Kind, Mode, NoSuchTopic, Presence, everyone, register


def board_snapshot(slug: str) -> dict[str, Any]:
    """The board's public state; raises `NoSuchTopic`."""
    try:
        return queries.state_of(queries.board_named(slug))
    except queries.UnknownBoard as unknown:
        raise NoSuchTopic(slug) from unknown


def plays_snapshot(slug: str) -> dict[str, Any]:
    """The newest plays of the board; raises `NoSuchTopic`."""
    try:
        return queries.plays_before(queries.board_named(slug))
    except queries.UnknownBoard as unknown:
        raise NoSuchTopic(slug) from unknown


def table_snapshot(slug: str) -> dict[str, Any]:
    """The board's table; raises `NoSuchTopic`."""
    try:
        return table_state(queries.board_named(slug))
    except queries.UnknownBoard as unknown:
        raise NoSuchTopic(slug) from unknown


def box_snapshot(slug: str) -> dict[str, Any]:
    """The board's box score; raises `NoSuchTopic`."""
    try:
        return queries.box_score(queries.board_named(slug))
    except queries.UnknownBoard as unknown:
        raise NoSuchTopic(slug) from unknown


BOARD = Kind(
    name="board",
    mode=Mode.LATEST,
    may_join=everyone,
    snapshot=board_snapshot,
    presence=Presence.COUNT,
    shows=BoardOut,
    tells=((BoardChanged, BoardOut),),
)
BOX = Kind(
    name="box",
    mode=Mode.LATEST,
    may_join=everyone,
    snapshot=box_snapshot,
    shows=BoxOut,
    tells=((BoxChanged, BoxOut),),
)
PLAYS = Kind(
    name="plays",
    mode=Mode.LOG,
    may_join=everyone,
    snapshot=plays_snapshot,
    fold=fold_play,
    shows=PlaysOut,
    tells=((PlayRecorded, PlayOut), (PlayRevised, RevisionOut)),
)
TABLE = Kind(
    name="table",
    mode=Mode.LATEST,
    may_join=may_join_table,
    scope="boards:read",
    snapshot=table_snapshot,
    shows=TableOut,
    tells=((TableChanged, TableOut),),
)


def register_topics() -> None:
    """Make these kinds known to the core."""
    register(BOARD)
    register(PLAYS)
    register(BOX)
    register(TABLE)
