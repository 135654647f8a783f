"""Undo takes back any number of commands and shows the board as they found it."""

from realtime.scoreboards.history import NothingToUndo
from tests.realtime.scoreboards.table import (
    FINAL,
    START,
    STOP,
    after,
    assert_refused,
    history,
    opened,
    score,
)


def test_undo_takes_back_the_last_command() -> None:
    game = history(score("home", 2), score("away", 3))

    assert game.undo(1, after(5)) == 2
    assert (game.state.home.score, game.state.away.score) == (2, 0)


def test_undo_of_everything_is_the_opening() -> None:
    game = history(score("home", 2), START, {"kind": "timeout", "team": "home"}, score("away", 3))

    assert game.undo(4, after(9)) == 1
    assert game.state == opened()


def test_undo_goes_on_from_an_undo() -> None:
    game = history(score("home", 1), score("home", 2), score("home", 3))

    game.undo(1, after(5))
    assert game.undo(1, after(6)) == 2
    assert game.state.home.score == 1


def test_undo_of_more_than_there_is_is_refused_and_changes_nothing() -> None:
    game = history(score())

    with assert_refused(NothingToUndo) as caught:
        game.undo(2, after(5))
    assert caught.value.extra == {"available": 1}
    assert game.state.home.score == 2


def test_undo_of_a_basket_leaves_a_running_clock_alone() -> None:
    game = history(START, score())

    game.undo(1, after(30))
    assert game.state.clock.deadline == after(601)


def test_undo_of_a_stop_runs_on_from_what_the_clock_showed() -> None:
    game = history(START, STOP)

    game.undo(1, after(100))
    assert game.state.clock.shown(after(100)) == 599_000
    assert game.state.clock.is_running(after(100))


def test_undo_of_a_period_leaves_the_clock_standing_at_zero() -> None:
    game = history({"kind": "period_next", "clock_ms": 0}, START)

    game.undo(2, after(100))
    assert game.state == opened()


def test_undo_of_the_final_reopens_the_game() -> None:
    game = history(score(), FINAL | {"reason": "Forfeit"})

    game.undo(1, after(9))
    assert game.state.status == "live"


def test_undo_of_a_reset_brings_the_score_back() -> None:
    game = history(score(), {"kind": "reset"})

    game.undo(1, after(9))
    assert game.state.home.score == 2
