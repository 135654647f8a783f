"""The topics of a board: `board.<slug>` its figures, `plays.<slug>` its plays, `table.<slug>` for its operators."""

from typing import Any

from realtime.scoreboards import queries
from realtime.scoreboards.operators import may_join_table
from realtime.scoreboards.revisions import fold_play
from realtime.scoreboards.table import table_state
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


BOARD = Kind(name="board", mode=Mode.LATEST, may_join=everyone, snapshot=board_snapshot, presence=Presence.COUNT)
BOX = Kind(name="box", mode=Mode.LATEST, may_join=everyone, snapshot=box_snapshot)
PLAYS = Kind(name="plays", mode=Mode.LOG, may_join=everyone, snapshot=plays_snapshot, fold=fold_play)
TABLE = Kind(name="table", mode=Mode.LATEST, may_join=may_join_table, scope="boards:read", snapshot=table_snapshot)


def register_topics() -> None:
    """Make these kinds known to the core."""
    register(BOARD)
    register(PLAYS)
    register(BOX)
    register(TABLE)
