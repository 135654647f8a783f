"""Fouls and the period are put to what they should be, never beyond what the rules know."""

from typing import Any

import pytest

from project.base.errors import Refusal
from realtime.scoreboards.steps.scoring import NothingToCorrect
from realtime.scoreboards.steps.timing import ClockBeyondPeriod
from tests.realtime.scoreboards.table import NEXT, START, assert_refused, played, score

FOUL = {"kind": "foul", "team": "home"}


def fouls(count: int) -> dict[str, Any]:
    return {"kind": "correct_fouls", "team": "home", "fouls": count, "reason": "Counted again"}


def period(number: int, remaining_ms: int) -> dict[str, Any]:
    return {"kind": "correct_period", "period": number, "remaining_ms": remaining_ms, "reason": "Pressed twice"}


def test_fouls_are_put_to_a_number() -> None:
    state = played(FOUL, FOUL, fouls(5))

    assert (state.home.fouls, state.away.fouls) == (5, 0)


def test_fouls_corrected_late_in_a_period_count_as_made_late() -> None:
    late = {"kind": "clock_set", "remaining_ms": 60_000, "reason": "Late"}

    up = played(FOUL, late, FOUL, fouls(3), profile="nba")
    down = played(FOUL, late, FOUL, fouls(0), profile="nba")

    assert (up.home.late_fouls, down.home.late_fouls) == (2, 0)


def test_the_period_is_put_with_its_clock_which_stands() -> None:
    state = played(START, period(3, 420_000))

    assert (state.period, state.clock.remaining_ms, state.clock.deadline) == (3, 420_000, None)


def test_a_later_period_begins_with_its_own_fouls_and_an_earlier_one_keeps_those_shown() -> None:
    assert played(FOUL, period(2, 600_000)).home.fouls == 0
    assert played(NEXT, FOUL, period(1, 1_000)).home.fouls == 1
    assert played(*[NEXT] * 3, FOUL, period(5, 300_000)).home.fouls == 1


def test_points_fall_into_the_period_that_was_meant() -> None:
    state = played(score("home", 2), NEXT, score("home", 3), period(1, 30_000))

    assert (state.home.score, state.home.period_score) == (5, 5)


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        (fouls(0), NothingToCorrect),
        (period(1, 600_000), NothingToCorrect),
        (period(2, 600_001), ClockBeyondPeriod),
        (period(5, 300_001), ClockBeyondPeriod),
    ],
)
def test_what_is_so_already_or_cannot_be_is_refused(payload: dict[str, Any], refusal: type[Refusal]) -> None:
    with assert_refused(refusal):
        played(payload)
