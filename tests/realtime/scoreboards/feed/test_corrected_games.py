"""In the three games of the file, any play may be taken out and entered again: nothing is different afterwards."""

from datetime import timedelta
from functools import cache

import pytest

from realtime.scoreboards.box import box_of
from realtime.scoreboards.commands import Score, read_command
from realtime.scoreboards.feed.game import plan, read_game
from realtime.scoreboards.history import Fact, History, PlayNoLongerFits
from realtime.scoreboards.plays import lines_of
from realtime.scoreboards.script import CLOCKWORK, Entry
from realtime.scoreboards.state import GameState
from tests.realtime.scoreboards.table import NOON, assert_refused, opened, rules_of
from tests.shared import shared_data

FILE = shared_data("basketball_play_by_play.csv")
# Every so many plays: all of them would take a minute a game.
STEP = 23


@cache
def played_game(number: int) -> History:
    """The game's commands a second apart, up to the last play before the final."""
    history = History(rules_of("nba"), opened("nba"))
    for planned in plan(read_game(FILE, number), periods=4):
        at = NOON + timedelta(seconds=history.position)
        fact = Fact(position=history.position + 1, command=planned.command, at=at, text=planned.command.text)
        history.add(fact)
    return history


def corrected(history: History, payload: dict[str, object]) -> History:
    """The history after this correction, an hour after the game."""
    after = history.copy()
    at = NOON + timedelta(hours=3)
    fact = Fact(position=after.position + 1, command=read_command({**payload, "reason": "Looked again"}), at=at)
    after.add(fact)
    return after


def figures(state: GameState) -> dict[str, object]:
    """Everything that a state says of a game, whenever it was corrected."""
    return state.as_json() | {"corrected_at": None}


def shown(history: History, keys: list[str]) -> list[tuple[int, int, str]]:
    """The scores and clocks of these lines."""
    return [(line["home"], line["away"], line["clock"]) for line in lines_of(history, keys)]


def chosen(history: History) -> list[Entry]:
    """Plays from all parts of the game; no points before an overtime, for without them it was not played."""
    others = CLOCKWORK | {"roster"}
    plays = [entry for entry in history.script if entry.command and entry.command.kind not in others]
    regular = [entry for entry in plays[::STEP] if entry.state.period <= history.rules.periods]
    if not history.rules.is_overtime(history.state.period):
        return regular
    return [entry for entry in regular if entry.command and entry.command.kind != "score"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_play_taken_out_and_entered_again_gives_the_same_game_and_box(number: int) -> None:
    game = played_game(number)
    box = box_of(slug="any", rules=game.rules, state=game.state, position=0)

    for entry in chosen(game):
        without = corrected(game, {"kind": "strike", "position": entry.position})
        assert entry.command
        again = {"kind": "insert", "after": entry.position, "command": entry.command.payload()}
        whole = corrected(without, again)

        assert figures(whole.state) == figures(game.state)
        assert box_of(slug="any", rules=whole.rules, state=whole.state, position=0) == box
        others = [key for key in game.keys if key != entry.key]
        assert shown(whole, others) == shown(game, others)
        assert shown(whole, [f"{whole.position}+"]) == shown(game, [entry.key])


def test_no_basket_is_taken_out_of_a_game_that_only_went_on_because_of_it() -> None:
    game = played_game(1)
    basket = next(entry for entry in game.script if entry.command and entry.command.kind == "score")

    with assert_refused(PlayNoLongerFits) as caught:
        corrected(game, {"kind": "strike", "position": basket.position})
    assert caught.value.extra["rule"] == "OvertimeNeedsTie"


@pytest.mark.parametrize("number", [2, 3])
def test_a_basket_taken_out_is_missing_from_there_to_the_end(number: int) -> None:
    game = played_game(number)
    basket = next(entry for entry in game.script[100:] if entry.command and entry.command.kind == "score")
    assert isinstance(basket.command, Score)

    without = corrected(game, {"kind": "strike", "position": basket.position})

    worth = {team: basket.command.points if basket.command.team == team else 0 for team in ("home", "away")}
    later = game.keys[game.keys.index(basket.key) :]
    for before, now in zip(lines_of(game, later), lines_of(without, later), strict=True):
        assert (before["home"] - now["home"], before["away"] - now["away"]) == (worth["home"], worth["away"])
        assert before["clock_ms"] == now["clock_ms"]
