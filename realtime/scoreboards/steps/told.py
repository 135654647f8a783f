"""Plays without points: misses, rebounds, and the ball won or lost, counted for who made them."""

from datetime import datetime

from realtime.scoreboards.commands import Ball, Miss, Rebound
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps.attack import is_offensive
from realtime.scoreboards.steps.people import assert_may_play, credited
from realtime.scoreboards.steps.scoring import PointsNotInRules

COUNTED = {"steal": "steals", "block": "blocks", "turnover": "turnovers"}


def miss(rules: Rules, state: GameState, command: Miss, _at: datetime) -> GameState:
    """Count a shot as tried, if it is told what it would have been worth."""
    assert_may_play(rules, state, command.team, command.player)
    if command.points is None:
        return state
    if command.points not in rules.points:
        raise PointsNotInRules
    return credited(state, command.team, command.player, f"missed{command.points}")


def rebound(rules: Rules, state: GameState, command: Rebound, _at: datetime) -> GameState:
    """Count a rebound as offensive or defensive."""
    assert_may_play(rules, state, command.team, command.player)
    figure = "offensive_rebounds" if is_offensive(state, command) else "defensive_rebounds"
    return credited(state, command.team, command.player, figure)


def ball(rules: Rules, state: GameState, command: Ball, _at: datetime) -> GameState:
    """Count the ball won or lost; who wins a jump ball is only told."""
    assert_may_play(rules, state, command.team, command.player)
    figure = COUNTED.get(command.kind)
    return credited(state, command.team, command.player, figure) if figure else state
