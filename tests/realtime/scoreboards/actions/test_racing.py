"""Many hands on one board: nothing is applied twice, nothing is lost, no position is skipped."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from project.base.errors import Refusal
from realtime.models import EventRow
from realtime.scoreboards.actions import Result
from realtime.scoreboards.models import Board
from realtime.scoreboards.steps.tallies import NoTimeoutsLeft
from tests.realtime.scoreboards.table import command, open_board, score

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

HANDS = 8


def race(act: Callable[[int], Result]) -> list[Result | Refusal]:
    """Let all hands act at the same moment, each on a connection of its own."""
    barrier = Barrier(HANDS)

    def take_part(number: int) -> Result | Refusal:
        try:
            barrier.wait(timeout=20)
            return act(number)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(take_part, range(HANDS)))


def positions(board: Board) -> list[int]:
    return list(board.events.values_list("position", flat=True))


def test_one_id_from_many_hands_is_applied_once() -> None:
    board = open_board()

    answers = race(lambda number: command(board, score(), command_id="the-same-one"))

    told = [answer for answer in answers if isinstance(answer, Result)]
    assert positions(board) == [1]
    assert [(answer.position, answer.state["home"]["score"]) for answer in told] == [(1, 2)] * HANDS
    assert sum(not answer.repeated for answer in told) == 1
    assert EventRow.objects.filter(topic__name=f"plays.{board.slug}").count() == 1


def test_different_ids_from_many_hands_are_all_applied() -> None:
    board = open_board()

    race(lambda number: command(board, score(), command_id=f"from-hand-{number}"))

    board.refresh_from_db()
    assert positions(board) == list(range(1, HANDS + 1))
    assert board.home_score == 2 * HANDS


def test_of_many_hands_that_saw_the_same_position_one_gets_through() -> None:
    board = open_board()

    answers = race(lambda number: command(board, score(), expected_position=0))

    codes = sorted(getattr(answer, "code", "applied") for answer in answers)
    assert codes == ["PositionConflict"] * (HANDS - 1) + ["applied"]
    assert positions(board) == [1]


def test_the_last_timeouts_are_given_once() -> None:
    board = open_board()
    timeout: dict[str, Any] = {"kind": "timeout", "team": "home"}

    answers = race(lambda number: command(board, timeout))

    assert sum(isinstance(answer, NoTimeoutsLeft) for answer in answers) == HANDS - 2
    assert positions(board) == [1, 2]
