"""Many hands on one board: nothing is applied twice, nothing is lost, no position is skipped."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from project.base.errors import Refusal
from realtime.models import EventRow
from realtime.scoreboards.actions import PositionConflict, Result
from realtime.scoreboards.history import UndoTakesOthers
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import board_named
from realtime.scoreboards.remembered import history_of
from realtime.scoreboards.steps.tallies import NoTimeoutsLeft
from realtime.scoreboards.topics import PLAYS
from tests.realtime.scoreboards.table import command, folded, open_board, score

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


def test_corrections_of_many_hands_are_applied_one_after_the_other() -> None:
    board = open_board()
    for _number in range(HANDS):
        command(board, score("home", 1))
    held = PLAYS.snapshot(board.slug)

    race(lambda number: command(board, {"kind": "strike", "position": number + 1, "reason": "Not made"}))

    board = board_named(board.slug)
    assert (board.home_score, positions(board)) == (0, list(range(1, 2 * HANDS + 1)))
    assert history_of(board).state == board.state
    assert folded(PLAYS, held, board.slug, HANDS) == PLAYS.snapshot(board.slug)


def test_one_play_is_taken_out_by_one_hand_only() -> None:
    board = open_board()
    command(board, score())

    answers = race(lambda number: command(board, {"kind": "strike", "position": 1, "reason": "Not made"}))

    codes = sorted(getattr(answer, "code", "applied") for answer in answers)
    assert codes == ["NothingToStrike"] * (HANDS - 1) + ["applied"]


# Two people at one table


def hammer(board: Board, who: str, presses: int = 25) -> tuple[int, list[str]]:
    """Press baskets, undo every fifth, and be told when that would take somebody else's: points left, refusals."""
    points, refused = 0, []
    for number in range(presses):
        press = {"kind": "undo"} if number % 5 == 4 else score("home" if who == "usr_ada" else "away", 1)
        try:
            command(board, press, actor=who, command_id=f"{who}-{number}")
            points += -1 if press["kind"] == "undo" else 1
        except UndoTakesOthers as others:
            refused.append(others.code)
        # A press whose answer was lost is sent again under its id.
        if press["kind"] == "score" and number % 3 == 0:
            assert command(board, press, actor=who, command_id=f"{who}-{number}").repeated
    return points, refused


def test_two_people_lose_no_press_and_none_is_applied_twice() -> None:
    board = open_board()
    barrier = Barrier(2)

    def work(who: str) -> tuple[int, list[str]]:
        try:
            barrier.wait(timeout=20)
            return hammer(board, who)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        (home, no_home), (away, no_away) = pool.map(work, ["usr_ada", "usr_ben"])

    board = board_named(board.slug)
    assert (board.home_score, board.away_score) == (home, away)
    assert len(positions(board)) == 50 - len(no_home) - len(no_away)
    assert history_of(board).state == board.state
    undos = [fact for fact in history_of(board).facts.values() if fact.undoes is not None]
    assert all(history_of(board).facts[undo.undoes or 0].actor == undo.actor for undo in undos)


def test_a_conflict_is_shown_and_nothing_is_lost() -> None:
    board = open_board()
    command(board, score())
    correct = {"kind": "correct", "team": "home", "points": 1, "reason": "Three, not two"}

    answers = race(lambda number: command(board, correct, expected_position=1))

    conflicts = [answer for answer in answers if isinstance(answer, PositionConflict)]
    assert len(conflicts) == HANDS - 1
    assert {conflict.extra["state"]["home"]["score"] for conflict in conflicts} == {3}
