"""For both topics: the snapshot with every later event folded in is the fresh snapshot."""

import json
from typing import Any

import pytest

from realtime.scoreboards.models import Board
from realtime.scoreboards.plays import SHOWN
from realtime.scoreboards.topics import BOARD, BOX, PLAYS
from realtime.topics import Kind, NoSuchTopic
from tests.realtime.scoreboards.table import START, command, folded, open_board, score

pytestmark = pytest.mark.django_db


def some_game(board: Board) -> None:
    for number in range(SHOWN + 15):
        command(board, score("away" if number % 3 else "home", 1))
        if number % 7 == 5:
            command(board, {"kind": "undo", "count": 2})
    command(board, {"kind": "reset", "reason": "Warm-up"})
    command(board, START)
    command(board, {"kind": "undo", "count": 5})


@pytest.mark.parametrize("kind", [BOARD, BOX, PLAYS])
@pytest.mark.parametrize("since", [0, 1, 40])
def test_a_snapshot_with_later_events_is_the_fresh_snapshot(kind: Kind, since: int) -> None:
    board = open_board()
    for _number in range(since):
        command(board, score("home", 3))
    before = kind.snapshot(board.slug)

    some_game(board)

    assert folded(kind, before, board.slug, since) == kind.snapshot(board.slug)


def test_undone_plays_are_marked_and_stay() -> None:
    board = open_board()
    for points in (1, 2, 3):
        command(board, score("home", points))
    command(board, {"kind": "undo", "count": 2})

    plays = PLAYS.snapshot(board.slug)["plays"]

    assert [(play["position"], play["undone"]) for play in plays] == [
        (1, False),
        (2, True),
        (3, True),
        (4, False),
    ]


@pytest.mark.parametrize("kind", [BOARD, BOX, PLAYS])
def test_an_unknown_board_is_no_topic(kind: Kind) -> None:
    with pytest.raises(NoSuchTopic):
        kind.snapshot("nowhere")


def test_the_longest_plays_fit_into_a_snapshot(settings: Any) -> None:
    board = open_board()
    for _number in range(SHOWN + 1):
        command(board, {"kind": "note", "text": "🏀" * 140, "reason": "€" * 30})

    snapshot = PLAYS.snapshot(board.slug)

    assert snapshot["earlier"] is True
    assert len(json.dumps(snapshot, ensure_ascii=False).encode()) < settings.RT_SNAPSHOT_BYTES
