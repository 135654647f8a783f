"""A history is folded once and extended; it is never taken for another, and readers never spoil it for each other."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from realtime.scoreboards import remembered
from realtime.scoreboards.history import derive
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import board_named
from realtime.scoreboards.remembered import history_of
from tests.realtime.scoreboards.table import command, open_board, score

pytestmark = pytest.mark.django_db


def game(plays: int = 5) -> Board:
    board = open_board(slug="derby")
    for _number in range(plays):
        command(board, score("home", 1))
    return board_named("derby")


@pytest.mark.parametrize("plays", [1, 200])
def test_one_query_reads_a_history_however_long(plays: int) -> None:
    board = game(plays)

    with CaptureQueriesContext(connection) as queries:
        histories = [history_of(board) for _time in range(3)]

    assert len(queries) == 3
    assert [history.state.home.score for history in histories] == [plays] * 3


def test_what_is_known_is_not_read_again() -> None:
    board = game(50)
    history_of(board)
    command(board, score("away", 3))

    with CaptureQueriesContext(connection) as queries:
        history = history_of(board_named("derby"), up_to=51)

    assert (history.state.home.score, history.state.away.score) == (50, 3)
    assert '"position" >= 50' in queries.captured_queries[-1]["sql"]


def test_an_extended_history_is_the_one_derived_from_the_first_event() -> None:
    board = game(5)
    history_of(board, up_to=2)
    command(board, {"kind": "strike", "position": 2, "reason": "Not made"})
    command(board, {"kind": "undo", "count": 3})

    history = history_of(board_named("derby"))

    assert history == derive(board.rules, board.opening_state(), history.facts.values())


def test_an_earlier_position_is_read_after_a_later_one() -> None:
    board = game(5)
    history_of(board)

    assert [history_of(board, up_to=position).state.home.score for position in (3, 0, 5)] == [3, 0, 5]


def test_what_was_rolled_back_is_not_remembered() -> None:
    board = game(3)
    with transaction.atomic():
        command(board, score("away", 3), command_id="command-1")
        assert history_of(board, up_to=4).state.away.score == 3
        transaction.set_rollback(True)
    command(board, score("away", 2), command_id="command-1")

    assert history_of(board_named("derby")).state.away.score == 2


def test_changing_a_history_changes_nobody_elses() -> None:
    board = game(3)
    history_of(board).undo(3, board.changed_at)

    assert history_of(board).state.home.score == 3


def test_only_so_many_histories_are_remembered() -> None:
    board = game(remembered.MOST_REMEMBERED + 5)

    for position in range(1, board.position + 1):
        history_of(board, up_to=position)

    assert len(remembered._remembered) <= remembered.MOST_REMEMBERED
