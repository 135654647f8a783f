"""The clock is a deadline: it costs nothing while it runs, and never shows less than zero."""

from realtime.scoreboards.steps.timing import (
    ClockAlreadyRunning,
    ClockBeyondPeriod,
    ClockCannotRise,
    ClockNotRunning,
    PeriodIsOver,
    PeriodIsUntimed,
)
from tests.realtime.scoreboards.table import NEXT, START, STOP, after, assert_refused, played, score


def put(remaining_ms: int) -> dict[str, object]:
    return {"kind": "clock_set", "remaining_ms": remaining_ms, "reason": "Whistle"}


def test_a_running_clock_counts_down_by_itself() -> None:
    state = played(START)

    assert state.clock.deadline == after(600)
    assert [state.clock.shown(after(second)) for second in (0, 0.4, 600, 900)] == [
        600_000,
        599_600,
        0,
        0,
    ]
    assert not state.clock.is_running(after(600))


def test_a_clock_that_time_turned_back_on_shows_no_more_than_at_its_start() -> None:
    assert played(START).clock.shown(after(-5)) == 600_000


def test_stop_keeps_what_the_clock_shows() -> None:
    state = played(STOP, state=played(START), at=after(90.25))

    assert state.clock.shown(after(900)) == 509_750


def test_start_twice_is_refused() -> None:
    with assert_refused(ClockAlreadyRunning):
        played(START, START)


def test_stop_of_a_standing_clock_is_refused() -> None:
    with assert_refused(ClockNotRunning):
        played(STOP)


def test_stop_after_the_horn_is_refused() -> None:
    with assert_refused(ClockNotRunning):
        played(STOP, state=played(START), at=after(600))


def test_start_after_the_horn_is_refused() -> None:
    with assert_refused(PeriodIsOver):
        played(START, state=played(START), at=after(600))


def test_clock_set_stands_at_the_value() -> None:
    state = played(START, put(61_300))

    assert (state.clock.remaining_ms, state.clock.deadline) == (61_300, None)


def test_clock_set_beyond_the_period_is_refused() -> None:
    with assert_refused(ClockBeyondPeriod):
        played(put(600_001))


def test_a_told_clock_brings_a_standing_clock_down() -> None:
    assert played(score() | {"clock_ms": 580_000}).clock.shown(after(0)) == 580_000


def test_a_told_clock_cannot_lift_a_standing_clock() -> None:
    with assert_refused(ClockCannotRise):
        played(put(10_000), score() | {"clock_ms": 10_001})


def test_a_told_clock_pulls_a_running_clock_down_and_lets_it_run() -> None:
    state = played(START, score() | {"clock_ms": 500_000})

    assert state.clock.shown(after(1)) == 499_000


def test_older_news_leaves_a_running_clock_alone() -> None:
    state = played(score() | {"clock_ms": 599_900}, state=played(START), at=after(1))

    assert state.clock.shown(after(1)) == 599_000


def test_an_overtime_without_a_clock_cannot_be_started() -> None:
    with assert_refused(PeriodIsUntimed):
        played(NEXT, START, profile="3x3")
