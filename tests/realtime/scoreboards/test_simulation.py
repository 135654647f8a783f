"""An invented game follows the rules from tip-off to final, whatever luck brings."""

from datetime import timedelta
from random import Random

import pytest

from realtime.scoreboards.simulation import next_moves
from realtime.scoreboards.steps import advance
from tests.realtime.scoreboards.table import NOON, opened, rules_of


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("profile", ["fiba", "nba", "youth"])
def test_a_game_comes_to_its_end_without_a_refusal(profile: str, seed: int) -> None:
    rules, state, now, luck = rules_of(profile), opened(profile), NOON, Random(seed)
    plays = 0

    while moves := next_moves(rules, state, state.clock.shown(now), luck):
        for move in moves:
            now += timedelta(milliseconds=10)
            state = advance(rules, state, move, now)
            plays += 1

    assert state.status == "final"
    assert not state.is_tied
    assert plays > 100
    assert min(state.home.score, state.away.score) > 20
