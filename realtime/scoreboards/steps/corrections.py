"""Figures put right at the table: a team's fouls, and the period with its clock."""

from dataclasses import replace
from datetime import datetime

from realtime.scoreboards.clocks import Clock
from realtime.scoreboards.commands import CorrectFouls, CorrectPeriod
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.sides import Side
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps.scoring import NothingToCorrect
from realtime.scoreboards.steps.timing import ClockBeyondPeriod


def correct_fouls(rules: Rules, state: GameState, command: CorrectFouls, at: datetime) -> GameState:
    """Put a team's fouls to a number; late in a period the difference counts as made late."""
    side = state.side(command.team)
    if command.fouls == side.fouls:
        raise NothingToCorrect
    is_late = state.clock.shown(at) <= rules.late_ms and not rules.is_untimed(state.period)
    late = side.late_fouls + (command.fouls - side.fouls if is_late else 0)
    return state.with_side(command.team, fouls=command.fouls, late_fouls=min(max(late, 0), command.fouls))


def correct_period(rules: Rules, state: GameState, command: CorrectPeriod, at: datetime) -> GameState:
    """Go to a period at a time; each later one begins with its own fouls, an earlier one keeps those shown."""
    if (command.period, command.remaining_ms) == (state.period, state.clock.shown(at)):
        raise NothingToCorrect
    if command.remaining_ms > rules.length_ms(command.period):
        raise ClockBeyondPeriod
    return replace(
        state,
        period=command.period,
        clock=Clock(remaining_ms=command.remaining_ms),
        home=_brought(rules, state.home, state.period, command.period),
        away=_brought(rules, state.away, state.period, command.period),
    )


def _brought(rules: Rules, side: Side, now: int, period: int) -> Side:
    if period == now:
        return side
    fouls_carry = all(rules.fouls_carry_into(number) for number in range(now + 1, period + 1))
    kept = side.in_period(period)
    return kept if fouls_carry else replace(kept, fouls=0, late_fouls=0)
