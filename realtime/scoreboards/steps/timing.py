"""The game clock: started, stopped, set with a reason, told by a sender who reads it elsewhere."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards.commands import ClockSet, ClockStart, ClockStop
from realtime.scoreboards.linked import drained
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import Clock, GameState
from realtime.scoreboards.steps.scoring import TargetReached


class ClockAlreadyRunning(Refusal):
    """The clock runs."""

    message = _("The clock is already running.")


class ClockNotRunning(Refusal):
    """The clock stands, or has reached zero by itself."""

    message = _("The clock is not running.")


class PeriodIsOver(Refusal):
    """No time is left in this period."""

    message = _("No time is left in this period.")


class PeriodIsUntimed(Refusal):
    """This overtime is played to a score and has no clock."""

    message = _("This overtime is played to a score, without a clock.")


class ClockBeyondPeriod(Refusal):
    """The clock cannot show more than the period is long."""

    message = _("The clock cannot show more than the length of the period.")


class ClockCannotRise(Refusal):
    """A play told a clock above the one on the board, so it belongs before plays already made."""

    message = _("This play shows more time than the board: set the clock, with a reason, to go back.")


def start(rules: Rules, state: GameState, _command: ClockStart, at: datetime) -> GameState:
    """Let the clock run from what it shows."""
    if rules.is_untimed(state.period):
        raise PeriodIsUntimed
    if state.clock.is_running(at):
        raise ClockAlreadyRunning
    if state.clock.shown(at) == 0:
        raise PeriodIsOver
    if state.target_reached(rules):
        raise TargetReached
    return replace(state, clock=state.clock.started(at))


def stop(_rules: Rules, state: GameState, _command: ClockStop, at: datetime) -> GameState:
    """Hold the clock at what it shows."""
    if not state.clock.is_running(at):
        raise ClockNotRunning
    return replace(state, clock=state.clock.stopped(at))


def put(rules: Rules, state: GameState, command: ClockSet, _at: datetime) -> GameState:
    """Put the clock to an exact value; it stands afterwards."""
    if command.remaining_ms > rules.length_ms(state.period):
        raise ClockBeyondPeriod
    return replace(state, clock=replace(state.clock, remaining_ms=command.remaining_ms, deadline=None))


def told(state: GameState, clock_ms: int | None, at: datetime) -> GameState:
    """Bring the clock down to the one a play was told with, running or standing; never up."""
    if clock_ms is None or clock_ms == state.clock.shown(at):
        return state
    running = state.clock.is_running(at)
    if clock_ms > state.clock.shown(at):
        # News of a running clock is always a little older than the clock itself.
        if running:
            return state
        raise ClockCannotRise
    state = drained(state, state.clock.shown(at) - clock_ms, at)
    clock = Clock(remaining_ms=clock_ms)
    return replace(state, clock=clock.started(at) if running and clock_ms else clock)
