"""Histories of boards, read from the log; what was folded once is remembered and extended by what came after.

A remembered history counts only while the log still has the very row that it ends with. Rows have ids that are
never given twice, so one that was rolled back, or a board that was forgotten, cannot be taken for another.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any

from realtime.scoreboards.commands import read_command
from realtime.scoreboards.history import Fact, History
from realtime.scoreboards.models import Board

MOST_REMEMBERED = 32
COLUMNS = ("position", "pk", "command_id", "payload", "at", "undoes", "actor", "actor_name", "text")
Row = tuple[int, str]

# Never changed once they are in here: who wants to go on from one takes a copy.
_remembered: OrderedDict[tuple[int, int], tuple[Row, History]] = OrderedDict()
_lock = Lock()


def history_of(board: Board, *, up_to: int | None = None) -> History:
    """The board's history as far as a position, or as the given row of the board knows it; one query as a rule."""
    position = board.position if up_to is None else up_to
    if position == 0:
        return History(board.rules, board.opening_state())
    while True:
        known = _newest_known(board, position)
        history = _extended(board, known, position)
        if history is not None:
            return history
        _forget(board, known)


def _extended(board: Board, known: tuple[Row, History] | None, position: int) -> History | None:
    """What is known with the rest of the log folded in; None when it is not of this log."""
    rows = _rows(board, known[1].position if known else 1, position)
    if known is None:
        history = History(board.rules, board.opening_state())
    elif rows and (rows[0]["pk"], rows[0]["command_id"]) == known[0]:
        history, rows = known[1].copy(), rows[1:]
        if not rows:
            return history
    else:
        return None
    for row in rows:
        history.add(_fact(row))
    if rows:
        _remember(board, (rows[-1]["pk"], rows[-1]["command_id"]), history.copy())
    return history


def _rows(board: Board, first: int, last: int) -> list[dict[str, Any]]:
    events = board.events.filter(position__gte=first, position__lte=last).order_by("position")
    return list(events.values(*COLUMNS))


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(
        position=row["position"],
        command=read_command(row["payload"]),
        at=row["at"],
        undoes=row["undoes"],
        actor=row["actor"],
        actor_name=row["actor_name"],
        text=row["text"],
    )


def _newest_known(board: Board, position: int) -> tuple[Row, History] | None:
    with _lock:
        known = [key for key in _remembered if key[0] == board.pk and key[1] <= position]
        if not known:
            return None
        newest = max(known)
        _remembered.move_to_end(newest)
        return _remembered[newest]


def _remember(board: Board, row: Row, history: History) -> None:
    with _lock:
        _remembered[board.pk, history.position] = row, history
        while len(_remembered) > MOST_REMEMBERED:
            _remembered.popitem(last=False)


def _forget(board: Board, known: tuple[Row, History] | None) -> None:
    with _lock:
        if known and _remembered.get((board.pk, known[1].position)) is known:
            del _remembered[board.pk, known[1].position]
