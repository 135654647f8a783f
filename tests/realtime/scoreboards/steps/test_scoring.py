"""Points are added, corrected, and refused by name."""

from realtime.scoreboards.steps.scoring import (
    NothingToCorrect,
    PointsNotInRules,
    ScoreBelowZero,
    ScoreTooHigh,
    TargetReached,
)
from tests.realtime.scoreboards.table import START, after, assert_refused, played, repeated, score


def correct(points: int) -> dict[str, object]:
    return {"kind": "correct", "team": "home", "points": points, "reason": "Counted twice"}


def test_baskets_add_up() -> None:
    state = played(score("home", 2), score("away", 3), score("home", 1))

    assert (state.home.score, state.away.score, state.status) == (3, 3, "live")


def test_a_correction_takes_points_away() -> None:
    assert played(score("home", 3), correct(-1)).home.score == 2


def test_a_correction_below_zero_is_refused() -> None:
    with assert_refused(ScoreBelowZero):
        played(score("home", 1), correct(-2))


def test_a_correction_of_nothing_is_refused() -> None:
    with assert_refused(NothingToCorrect):
        played(correct(0))


def test_a_fourth_figure_is_refused() -> None:
    with assert_refused(ScoreTooHigh):
        played(*[correct(99)] * 11)


def test_3x3_has_no_three() -> None:
    with assert_refused(PointsNotInRules):
        played(score("home", 3), profile="3x3")


def test_3x3_ends_with_the_twenty_first_point_and_the_clock_stands() -> None:
    state = played(START, *repeated(lambda: score("home", 2), 11), profile="3x3")

    assert state.home.score == 22
    assert not state.clock.is_running(after(1))
    with assert_refused(TargetReached):
        played(score("away", 1), profile="3x3", state=state)
    assert played({"kind": "final"}, profile="3x3", state=state).status == "final"
