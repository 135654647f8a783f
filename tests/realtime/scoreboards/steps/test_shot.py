"""The shot clock follows the game clock, stops it when it runs out, and is put by the rules after each play."""

from typing import Any

import pytest

from realtime.scoreboards.commands import read_command
from realtime.scoreboards.linked import settled, stops_at
from realtime.scoreboards.public import public_state
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import advance
from realtime.scoreboards.steps.shot import ShotClockBeyondRule, ShotClockIsOver, ShotClockNotUsed
from realtime.scoreboards.steps.timing import ClockNotRunning
from tests.realtime.scoreboards.table import (
    NEXT,
    START,
    STOP,
    after,
    assert_refused,
    history,
    played,
    rules_of,
    score,
)

RESET = {"kind": "shot_reset"}
SHORT = {"kind": "shot_reset", "to": "short"}
HOLD, GO, OFF = {"kind": "shot_stop"}, {"kind": "shot_start"}, {"kind": "shot_off"}


def shot_set(seconds: float) -> dict[str, Any]:
    return {"kind": "shot_set", "remaining_ms": round(seconds * 1000), "reason": "Set by the crew"}


def play(kind: str, team: str = "home", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "team": team, **more}


def shot_of(state: GameState, seconds: float = 0, profile: str = "fiba") -> dict[str, Any] | None:
    """What everybody sees of the shot clock so many seconds after noon."""
    at = after(seconds)
    public = public_state(slug="any", title="", rules=rules_of(profile), state=settled(state, at), position=0, at=at)
    shot: dict[str, Any] | None = public["shot"]
    return shot


def shown(state: GameState, seconds: float = 0) -> int | None:
    """Milliseconds on the shot clock, None where there is none to see."""
    shot = shot_of(state, seconds)
    return shot["remaining_ms"] if shot else None


# In use, or not


def test_nobody_sees_a_shot_clock_that_was_never_used() -> None:
    state = played(START, score(), play("rebound"), NEXT)

    assert (state.shot, shot_of(state)) == (None, None)


@pytest.mark.parametrize("payload", [GO, HOLD, OFF])
def test_a_shot_clock_that_is_not_in_use_cannot_be_worked(payload: dict[str, Any]) -> None:
    with assert_refused(ShotClockNotUsed):
        played(payload)


@pytest.mark.parametrize("payload", [RESET, SHORT, shot_set(5)])
def test_rules_without_a_shot_clock_refuse_it(payload: dict[str, Any]) -> None:
    with assert_refused(ShotClockNotUsed):
        played(payload, profile="youth")


def test_it_cannot_show_more_than_the_rule() -> None:
    assert shown(played(shot_set(24))) == 24_000
    with assert_refused(ShotClockBeyondRule):
        played(shot_set(24.001))


@pytest.mark.parametrize(("profile", "full", "short"), [("fiba", 24, 14), ("nba", 24, 14), ("3x3", 12, 12)])
def test_full_and_short_are_those_of_the_profile(profile: str, full: int, short: int) -> None:
    for payload, seconds in ((RESET, full), (SHORT, short)):
        shot = shot_of(played(payload, profile=profile), profile=profile)
        assert shot == {"running": False, "remaining_ms": seconds * 1000, "deadline": None, "held": False}


def test_setting_it_up_before_the_game_does_not_begin_it() -> None:
    assert played(RESET).status == "scheduled"


def test_switched_off_it_is_gone() -> None:
    assert played(RESET, START, OFF, score()).shot is None


# Linked to the game clock


def test_it_runs_only_while_the_game_clock_runs() -> None:
    standing = played(RESET)
    running = played(START, state=standing)
    stopped = played(STOP, state=running, at=after(4))

    assert shown(standing, 9) == 24_000
    assert (shown(running, 4), running.clock.shown(after(4))) == (20_000, 596_000)
    assert shown(stopped, 9) == 20_000


def test_held_it_waits_while_the_game_clock_runs() -> None:
    held = played(RESET, START, HOLD, at=after(0))
    gone_on = played(GO, state=held, at=after(5))

    assert shown(held, 5) == 24_000
    assert shown(gone_on, 8) == 21_000


def test_its_end_stops_both_clocks_without_a_message() -> None:
    state = played(RESET, START)

    assert stops_at(state) == after(24)
    public = public_state(slug="any", title="", rules=rules_of("fiba"), state=state, position=0, at=after(0))
    assert public["clock"]["stops_at"] == "2026-11-21T12:00:24.000Z"
    late = settled(state, after(60))
    assert (late.clock.shown(after(60)), late.clock.is_running(after(60))) == (576_000, False)
    with assert_refused(ClockNotRunning):
        played(STOP, state=state, at=after(60))


def test_the_end_of_the_period_stops_it_as_well() -> None:
    state = played({"kind": "clock_set", "remaining_ms": 30_000, "reason": "Late"}, RESET, START)
    state = played(RESET, state=state, at=after(20))

    assert shot_of(state) is None
    assert stops_at(state) is None
    short = played({"kind": "clock_set", "remaining_ms": 24_000, "reason": "Late"}, RESET, START)
    assert (stops_at(short), settled(short, after(99)).clock.shown(after(99)), shown(short, 99)) == (None, 0, 0)


def test_run_out_it_needs_a_reset() -> None:
    over = played(RESET, START)

    with assert_refused(ShotClockIsOver):
        played(GO, state=over, at=after(25))
    again = played(play("turnover"), START, state=over, at=after(25))
    assert (shown(again, 30), again.clock.shown(after(30))) == (19_000, 571_000)


def test_a_told_clock_takes_its_time_from_both() -> None:
    state = played(RESET, START, {"kind": "note", "clock_ms": 590_000})

    assert (shown(state), state.clock.shown(after(0))) == (14_000, 590_000)
    told_too_far = played({"kind": "note", "clock_ms": 500_000}, state=state)
    assert (shown(told_too_far), told_too_far.clock.is_running(after(0))) == (0, True)


# After each play


def in_play(attacking: str | None = "home", seconds: float = 9) -> GameState:
    """The game clock stands, the shot clock shows so much, and this team has the ball."""
    known = [play("steal", attacking)] if attacking else []
    return played(RESET, *known, shot_set(seconds))


@pytest.mark.parametrize(
    ("what", "seconds", "held"),
    [
        (score("home", 2), 24, True),
        (score("home", 3), 24, True),
        (score("home", 1), 24, True),
        (play("rebound", "away"), 24, False),
        (play("rebound", "home"), 14, False),
        (play("rebound", "away", offensive=True), 14, False),
        (play("rebound", "home", offensive=False), 24, False),
        (play("miss", "home", points=2), 9, False),
        (play("block", "away"), 9, False),
        (play("steal", "away"), 24, False),
        (play("turnover", "home"), 24, False),
        (play("foul", "home", foul="offensive"), 24, False),
        (play("foul", "home"), 24, False),
        (play("foul", "away"), 14, False),
        (play("foul", "away", foul="technical"), 14, False),
        (play("foul", "away", foul="unsportsmanlike"), 14, False),
        (play("foul", "home", foul="unsportsmanlike"), 14, False),
        (play("foul", "home", foul="technical"), 9, False),
        (play("foul", "home", foul="bench"), 9, False),
        (play("jump_ball", "home"), 9, False),
        (play("jump_ball", "away"), 24, False),
        (play("timeout", "home"), 9, False),
        ({"kind": "possession", "team": "away"}, 9, False),
        ({"kind": "note", "text": "Crowd"}, 9, False),
    ],
)
def test_the_table_for_a_team_that_attacks_with_nine_seconds_left(
    what: dict[str, Any], seconds: int, *, held: bool
) -> None:
    shot = shot_of(played(what, state=in_play()))

    assert shot == {"running": False, "remaining_ms": seconds * 1000, "deadline": None, "held": held}


@pytest.mark.parametrize("foul", ["personal", "technical", "unsportsmanlike"])
def test_a_foul_of_the_defence_never_takes_time_away(foul: str) -> None:
    assert shown(played(play("foul", "away", foul=foul), state=in_play(seconds=19))) == 19_000


def test_who_has_the_ball_is_told_by_plays_and_never_by_the_arrow() -> None:
    state = played({"kind": "possession", "team": "away"}, play("turnover", "away"))

    assert (state.possession, state.attacking) == ("away", "home")
    assert played(score("home"), state=state).attacking == "away"
    assert played(NEXT, state=state).attacking is None


def test_with_nobody_known_to_have_the_ball_a_foul_is_the_defence_s() -> None:
    assert shown(played(play("foul", "away"), state=in_play(None))) == 14_000
    assert shown(played(play("foul", "away", foul="technical"), state=in_play(None))) == 9_000


def test_the_next_period_begins_with_a_full_one() -> None:
    assert shown(played(NEXT, state=in_play())) == 24_000


@pytest.mark.parametrize(
    ("clock_ms", "full", "short"), [(24_000, 24_000, 14_000), (20_000, None, 14_000), (13_999, None, None)]
)
def test_with_less_on_the_game_clock_there_is_nothing_to_show(
    clock_ms: int, full: int | None, short: int | None
) -> None:
    state = played({"kind": "clock_set", "remaining_ms": clock_ms, "reason": "Late"}, RESET)

    assert shown(state) == full
    assert shown(played(play("rebound", "away", offensive=True), state=state)) == short


# Taken back


def test_undoing_a_reset_lets_it_go_on_from_what_it_showed() -> None:
    game = history(RESET, START, play("steal", "away"))

    game.undo(1, after(10))

    # Three seconds after noon it showed 23; ten seconds after noon it goes on from there.
    assert (shown(game.state, 10), shown(game.state, 15)) == (23_000, 18_000)
    assert game.state.clock.shown(after(10)) == 592_000


def test_undoing_words_after_it_ran_out_changes_no_clock() -> None:
    game = history(RESET, START, {"kind": "note", "text": "Crowd"})

    game.undo(1, after(100))

    assert (shown(game.state, 100), settled(game.state, after(100)).clock.shown(after(100))) == (0, 576_000)


def test_undoing_a_play_made_after_it_ran_out_lets_both_stand_again() -> None:
    state = played(RESET, START)
    made = advance(rules_of("fiba"), state, read_command(play("turnover")), after(40))

    assert (shown(made, 40), made.clock.shown(after(40))) == (24_000, 576_000)
    assert GameState.from_json(made.as_json()) == made
