"""An invented game follows the rules from tip-off to final, whatever luck brings."""

from datetime import timedelta
from random import Random

import pytest

from project.base.errors import Refusal
from realtime.scoreboards.box import box_of
from realtime.scoreboards.commands import AnyCommand, TeamLook
from realtime.scoreboards.invented import FOUNDRY, HARBOUR, MILL, NORTH, PLAYERS, roster
from realtime.scoreboards.simulation import next_moves
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import advance
from tests.realtime.scoreboards.table import NOON, opened, rules_of


def play_through(
    profile: str, seed: int, *, listed: bool, pause_ms: int = 10
) -> tuple[GameState, list[tuple[AnyCommand, GameState]]]:
    """The end of an invented game, and every command with the state it led to; without pauses nothing is refused."""
    rules, state, now, luck = rules_of(profile), opened(profile), NOON, Random(seed)
    lists = [roster("home", HARBOUR), roster("away", FOUNDRY)] if listed else []
    made = []
    for command in lists:
        state = advance(rules, state, command, now)
    while moves := next_moves(rules, state, now, luck):
        for move in moves:
            now += timedelta(milliseconds=pause_ms)
            try:
                state = advance(rules, state, move, now)
            except Refusal:
                # The clocks ran on between looking and commanding, as they do in a real game.
                assert pause_ms > 10
                break
            made.append((move, state))
    return state, made


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("profile", ["fiba", "nba", "youth"])
@pytest.mark.parametrize("listed", [False, True])
def test_a_game_comes_to_its_end_without_a_refusal(profile: str, seed: int, *, listed: bool) -> None:
    state, made = play_through(profile, seed, listed=listed)

    assert state.status == "final"
    assert not state.is_tied
    assert len(made) > 100
    assert min(state.home.score, state.away.score) > 20


@pytest.mark.parametrize("seed", range(6))
def test_players_come_and_go_and_make_every_point(seed: int) -> None:
    state, made = play_through("fiba", seed, listed=True)

    box = box_of(slug="any", rules=rules_of("fiba"), state=state, position=0)
    kinds = {command.kind for command, _state in made}
    assert {"substitution", "steal", "block", "rebound", "foul", "shot_start"} <= kinds
    for side in (box["home"], box["away"]):
        assert side["team"]["points"] == 0
        assert sum(player["points"] > 0 for player in side["players"]) > 5
        assert sum(player["assists"] for player in side["players"]) > 5


@pytest.mark.parametrize("seed", range(4))
def test_where_attacks_take_long_the_shot_clock_ends_them(seed: int) -> None:
    _state, made = play_through("fiba", seed, listed=True, pause_ms=2_500)

    assert any(command.kind == "turnover" and command.player is None for command, _after in made)


@pytest.mark.parametrize("look", [HARBOUR, FOUNDRY, NORTH, MILL], ids=lambda look: look.name)
def test_every_invented_team_has_a_roster(look: TeamLook) -> None:
    listed = roster("home", look)

    state = advance(rules_of("fiba"), opened(), listed, NOON)
    assert len(state.home.on_court) == 5
    assert [player.name for player in state.home.roster] == [name for _number, name in PLAYERS[look.short or ""]]
