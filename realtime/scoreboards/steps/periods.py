"""The course of a game: next period, overtime only on a tie, the final, and beginning again."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards.commands import Final, PeriodNext, Reset
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import Clock, GameState, Side, opening_state
from realtime.scoreboards.steps.scoring import TargetReached


class GameIsFinal(Refusal):
    """After the final only an undo is heard."""

    message = _("The game is final. Undo the final first.")


class PeriodNotOver(Refusal):
    """Time is left in this period."""

    message = _("Time is left in this period.")


class OvertimeNeedsTie(Refusal):
    """There is no overtime unless the score is tied."""

    message = _("Overtime is played only when the score is tied.")


class PeriodsRemain(Refusal):
    """A regular period has not been played yet."""

    message = _("A period is still to be played. Give a reason to end the game now.")


class GameIsTied(Refusal):
    """A tied game goes to overtime."""

    message = _("The score is tied. Play overtime, or give a reason to end the game now.")


def next_period(rules: Rules, state: GameState, _command: PeriodNext, at: datetime) -> GameState:
    """Go on to the next period with a full clock; past the regular ones only when tied."""
    if state.target_reached(rules):
        raise TargetReached
    _assert_period_over(rules, state, at)
    number = state.period + 1
    if rules.is_overtime(number) and not state.is_tied:
        raise OvertimeNeedsTie
    return replace(
        state,
        period=number,
        clock=Clock(remaining_ms=rules.length_ms(number)),
        home=_into_period(rules, state.home, number),
        away=_into_period(rules, state.away, number),
    )


def final(rules: Rules, state: GameState, command: Final, at: datetime) -> GameState:
    """End the game when the rules say it is over, or at any moment for a reason."""
    if command.reason is None and not state.target_reached(rules):
        if state.period < rules.periods:
            raise PeriodsRemain
        if state.is_tied:
            raise GameIsTied
        _assert_period_over(rules, state, at)
    return replace(state, status="final", clock=state.clock.stopped(at))


def reset(rules: Rules, state: GameState, _command: Reset, _at: datetime) -> GameState:
    """Begin again with the same teams; undoing the reset brings everything back."""
    return opening_state(rules, state.home, state.away)


def _assert_period_over(rules: Rules, state: GameState, at: datetime) -> None:
    # An overtime played to a score ends by its target alone; its clock always shows zero.
    if rules.is_untimed(state.period) or state.clock.shown(at) > 0:
        raise PeriodNotOver


def _into_period(rules: Rules, side: Side, number: int) -> Side:
    fouls = side.fouls if rules.fouls_carry_into(number) else 0
    return replace(side.in_period(number), fouls=fouls, late_fouls=0)
