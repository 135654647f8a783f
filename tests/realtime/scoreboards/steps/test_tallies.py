"""Fouls, timeouts, the arrow and the teams' looks."""

from typing import Any

from realtime.scoreboards.steps.tallies import NoTimeoutsLeft
from tests.realtime.scoreboards.table import NEXT, START, after, assert_refused, played, repeated


def foul(team: str = "home", kind: str = "personal", **more: Any) -> dict[str, Any]:
    return {"kind": "foul", "team": team, "foul": kind, **more}


def timeout(team: str = "home") -> dict[str, Any]:
    return {"kind": "timeout", "team": team}


def test_fouls_begin_again_with_each_quarter() -> None:
    state = played(foul(), foul(), NEXT, foul())

    assert state.home.fouls == 1


def test_fiba_overtime_counts_on_from_the_last_quarter() -> None:
    assert played(*[NEXT] * 3, foul(), foul(), NEXT, foul()).home.fouls == 3


def test_nba_overtime_begins_without_fouls_and_offensive_fouls_never_count() -> None:
    state = played(*[NEXT] * 3, foul(), NEXT, foul(), foul(kind="offensive"), profile="nba")

    assert state.home.fouls == 1


def test_nba_counts_late_fouls_apart() -> None:
    state = played(foul(), foul(clock_ms=120_000), foul(clock_ms=5_000), profile="nba")

    assert (state.home.fouls, state.home.late_fouls) == (3, 2)


def test_3x3_counts_an_unsportsmanlike_foul_twice_and_for_the_whole_game() -> None:
    assert played(foul(kind="unsportsmanlike"), NEXT, foul(), profile="3x3").home.fouls == 3


def test_a_timeout_is_charged_and_stops_the_clock() -> None:
    state = played(START, timeout())

    assert state.home.timeouts == ((1, 600_000),)
    assert not state.clock.is_running(after(1))


def test_a_third_timeout_in_the_first_half_is_refused() -> None:
    with assert_refused(NoTimeoutsLeft):
        played(timeout(), timeout(), NEXT, timeout())


def test_the_opponent_keeps_its_timeouts() -> None:
    assert len(played(*repeated(timeout, 2), timeout("away")).away.timeouts) == 1


def test_the_arrow_points_and_is_taken_down() -> None:
    assert played({"kind": "possession", "team": "away"}).possession == "away"
    assert played({"kind": "possession", "team": None}).possession is None


def test_teams_change_what_is_given_and_keep_the_rest() -> None:
    state = played({"kind": "teams", "home": {"name": "Gulls", "colour": "#123456"}})

    assert (state.home.name, state.home.short, state.home.colour) == ("Gulls", "HER", "#123456")
    assert (state.away.name, state.status) == ("Foundry Foxes", "scheduled")
