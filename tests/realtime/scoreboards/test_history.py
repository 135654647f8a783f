"""Undo takes back any number of commands; a correction changes the past, and all that follows is derived again."""

from dataclasses import replace
from typing import Any

import pytest

from realtime.scoreboards.commands import read_command
from realtime.scoreboards.history import (
    MOST_CORRECTIONS,
    Fact,
    History,
    NothingToStrike,
    NothingToUndo,
    PlayNoLongerFits,
    TooManyCorrections,
    UndoTakesOthers,
)
from realtime.scoreboards.plays import lines_of
from realtime.scoreboards.steps.periods import GameIsFinal
from realtime.scoreboards.steps.scoring import PointsNotInRules
from tests.realtime.scoreboards.table import (
    FINAL,
    NEXT,
    START,
    STOP,
    after,
    assert_refused,
    history,
    opened,
    repeated,
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


# Corrections of the past


def strike(position: int) -> dict[str, Any]:
    return {"kind": "strike", "position": position, "reason": "Not made"}


def edit(position: int, payload: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "edit", "position": position, "command": payload, "reason": "Misheard"}


def insert(after: int, payload: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "insert", "after": after, "command": payload, "reason": "Missed"}


def shown(game: History) -> list[tuple[str, int, int]]:
    """Every line of the game with the score after it."""
    return [(line["key"], line["home"], line["away"]) for line in lines_of(game, game.keys)]


def test_a_play_taken_out_changes_every_score_after_it() -> None:
    game = history(score("home", 2), score("away", 3), strike(1))

    assert shown(game) == [("1", 0, 0), ("2", 0, 3), ("3", 0, 3)]
    assert [line["struck"] for line in lines_of(game, game.keys)] == [3, None, None]


def test_a_play_put_right_keeps_its_place_and_time() -> None:
    game = history(START, score("home", 2), score("away", 3), edit(2, score("away", 2)))

    assert shown(game) == [("1", 0, 0), ("2", 0, 2), ("3", 0, 5), ("4", 0, 5)]
    line = lines_of(game, ["2"])[0]
    assert (line["edited"], line["text"], line["at"]) == (4, "Foundry Foxes: 2 points", "2026-11-21T12:00:02.000Z")


def test_a_play_entered_later_is_where_it_belongs() -> None:
    game = history(score("home", 2), score("away", 3), insert(1, score("home", 1)), insert(0, score("away", 1)))

    assert shown(game) == [("4+", 0, 1), ("1", 2, 1), ("3+", 3, 1), ("2", 3, 4), ("3", 3, 4), ("4", 3, 4)]


def test_a_play_entered_later_can_be_put_right_and_taken_out() -> None:
    game = history(score(), insert(1, score("home", 1)), edit(2, score("home", 3)), strike(2))

    assert game.state.home.score == 2
    line = lines_of(game, ["2+"])[0]
    assert (line["points"], line["inserted"], line["edited"], line["struck"]) == (3, True, 3, 4)


def test_a_correction_that_a_later_play_forbids_changes_nothing() -> None:
    game = history(score("home", 3), {"kind": "correct", "team": "home", "points": -2, "reason": "Foot on the line"})
    before = game.copy()

    with assert_refused(PlayNoLongerFits) as caught:
        game.add(Fact(position=3, command=read_command(strike(1)), at=after(9)))
    assert caught.value.extra == {"position": 2, "rule": "ScoreBelowZero", "text": ""}
    assert game == before


def test_a_correction_that_is_itself_against_the_rules_is_refused_by_that_rule() -> None:
    game = history(score("home", 2), profile="3x3")

    with assert_refused(PointsNotInRules):
        game.add(Fact(position=2, command=read_command(edit(1, score("home", 3))), at=after(9)))


@pytest.mark.parametrize("payload", [strike(2), strike(3), strike(4), strike(9), edit(2, score()), insert(4, score())])
def test_what_is_no_play_that_counts_cannot_be_corrected(payload: dict[str, Any]) -> None:
    game = history(score(), score(), strike(2))
    game.undo(1, after(5))
    game.undo(1, after(6))

    with assert_refused(NothingToStrike):
        game.add(Fact(position=6, command=read_command(payload), at=after(9)))


def test_undo_of_a_correction_restores_what_it_found() -> None:
    game = history(score("home", 2), score("away", 3), strike(1))

    game.undo(1, after(5))
    assert shown(game)[:2] == [("1", 2, 0), ("2", 2, 3)]
    assert (game.state.home.score, game.state.away.score) == (2, 3)


def test_a_corrected_basket_leaves_a_running_clock_alone() -> None:
    told = {"kind": "score", "team": "home", "points": 2, "clock_ms": 590_000}
    for correction in (strike(2), edit(2, score("away", 3)), insert(2, told | {"clock_ms": 580_000})):
        game = history(START, told)
        deadline = game.state.clock.deadline

        game.add(Fact(position=3, command=read_command(correction), at=after(30)))
        assert game.state.clock.deadline == deadline


def test_a_timeout_taken_out_leaves_the_clock_standing_where_it_stood() -> None:
    game = history(START, {"kind": "timeout", "team": "home"}, strike(2))

    assert (game.state.clock.shown(after(500)), game.state.home.timeouts) == (599_000, ())


def test_a_clock_put_right_in_the_past_moves_everything_after_it() -> None:
    put = {"kind": "clock_set", "remaining_ms": 300_000, "reason": "Late start"}
    game = history(put, START, score(), edit(1, put | {"remaining_ms": 200_000}))

    assert game.state.clock.shown(after(2)) == 200_000
    assert lines_of(game, ["3"])[0]["clock_ms"] == 199_000


def test_a_clock_brought_back_by_undo_stays_so_when_the_past_is_corrected() -> None:
    game = history(score(), START, STOP)
    game.undo(1, after(100))

    game.add(Fact(position=5, command=read_command(strike(1)), at=after(101)))
    assert game.state.clock.shown(after(110)) == 589_000


def test_figures_may_be_put_right_after_the_final_and_the_game_says_so() -> None:
    game = history(score("home", 2), FINAL | {"reason": "Rain"}, strike(1))

    assert (game.state.status, game.state.home.score, game.state.corrected_at) == ("final", 0, after(3))
    game.undo(1, after(9))
    assert game.state.corrected_at is None


def test_a_final_that_was_decided_stays_decided() -> None:
    over = [score("home", 2), *repeated(lambda: NEXT, 3), FINAL | {"clock_ms": 0}]
    level = {"kind": "correct", "team": "away", "points": 2, "reason": "Foot on the line"}
    for correction in (strike(1), level):
        game = history(*over)
        with assert_refused(PlayNoLongerFits) as caught:
            game.add(Fact(position=6, command=read_command(correction), at=after(9)))
        assert (caught.value.extra["position"], caught.value.extra["rule"]) == (5, "GameIsTied")


def test_points_corrected_after_the_final_count_before_it() -> None:
    extra = {"kind": "correct", "team": "away", "points": 3, "reason": "Three, not two"}
    game = history(score("home", 2), *repeated(lambda: NEXT, 3), FINAL | {"clock_ms": 0}, extra)

    assert shown(game)[-2:] == [("5", 2, 3), ("6", 2, 3)]
    assert game.state.status == "final"


@pytest.mark.parametrize("payload", [strike(2), edit(2, {"kind": "note", "text": "Not yet"})])
def test_a_final_is_undone_and_not_corrected_away(payload: dict[str, Any]) -> None:
    game = history(score(), FINAL | {"reason": "Rain"})

    with assert_refused(GameIsFinal):
        game.add(Fact(position=3, command=read_command(payload), at=after(9)))


def test_undo_of_somebody_elses_plays_names_them() -> None:
    game = history(score(), score("away", 3))
    game.facts[1] = replace(game.facts[1], actor="usr_ada", actor_name="Ada", text="Tip-in")
    game.facts[2] = replace(game.facts[2], actor="usr_ben")

    assert game.undoing(1, by={"usr_ben"}) == 2
    with assert_refused(UndoTakesOthers) as caught:
        game.undoing(2, by={"usr_ben"})
    assert caught.value.extra == {"plays": [{"position": 1, "text": "Tip-in", "actor": "Ada"}], "count": 1}


def test_only_so_many_corrections_are_undone_at_once() -> None:
    game = history(score(), *(edit(1, score("home", 1 + number % 2)) for number in range(MOST_CORRECTIONS + 1)))

    with assert_refused(TooManyCorrections):
        game.undoing(MOST_CORRECTIONS + 1)
    assert game.undoing(MOST_CORRECTIONS) == 3
