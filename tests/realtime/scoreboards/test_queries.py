"""Reads cost the same for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realtime.scoreboards.queries import board_named, plays_before, state_of
from realtime.scoreboards.search import boards_by_status
from tests.realtime.scoreboards.table import command, open_board, score

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("games", [3, 30])
def test_the_lists_of_boards_take_four_queries(games: int) -> None:
    for _number in range(games):
        command(open_board(), score())

    with CaptureQueriesContext(connection) as queries:
        boards = boards_by_status()
        states = [state_of(board) for board in boards["live"].boards]

    assert (len(queries), len(states)) == (4, games)


@pytest.mark.parametrize("plays", [3, 30])
def test_a_page_of_plays_takes_one_query(plays: int) -> None:
    board = open_board()
    for _number in range(plays):
        command(board, score())
        command(board, {"kind": "undo"})
    board = board_named(board.slug)

    with CaptureQueriesContext(connection) as queries:
        page = plays_before(board)

    assert (len(queries), page["total"]) == (1, plays * 2)
