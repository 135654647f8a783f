"""Periods follow each other by the rules, overtime needs a tie, and the final is final."""

import pytest

from realtime.scoreboards.steps.periods import (
    GameIsFinal,
    GameIsTied,
    OvertimeNeedsTie,
    PeriodNotOver,
    PeriodsRemain,
)
from realtime.scoreboards.steps.scoring import TargetReached
from tests.realtime.scoreboards.table import FINAL, NEXT, START, after, assert_refused, played, score

THREE_QUARTERS = [NEXT] * 3


def test_the_next_period_begins_with_a_full_standing_clock() -> None:
    state = played(NEXT)

    assert (state.period, state.clock.shown(after(9))) == (2, 600_000)


def test_the_next_period_while_time_is_left_is_refused() -> None:
    with assert_refused(PeriodNotOver):
        played({"kind": "period_next"})


def test_a_period_ends_by_its_deadline_without_a_message() -> None:
    assert played({"kind": "period_next"}, state=played(START), at=after(600)).period == 2


def test_overtime_without_a_tie_is_refused() -> None:
    with assert_refused(OvertimeNeedsTie):
        played(score(), *THREE_QUARTERS, NEXT)


def test_overtime_of_a_tied_game_lasts_five_minutes_and_may_repeat() -> None:
    state = played(*THREE_QUARTERS, NEXT, NEXT)

    assert (state.period, state.clock.remaining_ms) == (6, 300_000)


def test_final_of_a_tied_game_is_refused() -> None:
    with assert_refused(GameIsTied):
        played(*THREE_QUARTERS, FINAL | {"clock_ms": 0})


def test_final_before_the_last_period_is_refused() -> None:
    with assert_refused(PeriodsRemain):
        played(score(), FINAL)


def test_final_while_time_is_left_is_refused() -> None:
    with assert_refused(PeriodNotOver):
        played(score(), *THREE_QUARTERS, FINAL)


def test_final_for_a_reason_ends_any_game() -> None:
    assert played(FINAL | {"reason": "Forfeit by the away team"}).status == "final"


@pytest.mark.parametrize("late", [score(), START, NEXT, {"kind": "reset"}, {"kind": "note", "text": "Late"}, FINAL])
def test_nothing_is_heard_after_the_final(late: dict[str, object]) -> None:
    state = played(score(), *THREE_QUARTERS, FINAL | {"clock_ms": 0})

    with assert_refused(GameIsFinal):
        played(late, state=state)


def test_3x3_overtime_is_won_by_the_second_point() -> None:
    state = played(NEXT, score("away", 1), score("home", 1), profile="3x3")

    with assert_refused(GameIsTied):
        played(FINAL, profile="3x3", state=state)
    state = played(score("away", 1), profile="3x3", state=state)
    with assert_refused(TargetReached):
        played(NEXT, profile="3x3", state=state)
    assert played(FINAL, profile="3x3", state=state).status == "final"


def test_reset_keeps_the_teams_and_nothing_else() -> None:
    state = played({"kind": "teams", "home": {"name": "Gulls"}}, score(), NEXT, {"kind": "reset"})

    assert state == played({"kind": "teams", "home": {"name": "Gulls"}})
