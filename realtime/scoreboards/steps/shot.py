"""The shot clock worked by hand: reset, let go, held, put to a value, switched off."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards.clocks import ShotClock
from realtime.scoreboards.commands import ShotOff, ShotReset, ShotSet, ShotStart, ShotStop
from realtime.scoreboards.linked import showing
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState


class ShotClockNotUsed(Refusal):
    """These rules have no shot clock, or it has not been reset or set for use."""

    message = _("No shot clock is in use.")


class ShotClockBeyondRule(Refusal):
    """An attack has no more time than the rules give it."""

    message = _("The shot clock cannot show more than the rules give an attack.")


class ShotClockIsOver(Refusal):
    """It has run out, so there is nothing to let go."""

    message = _("The shot clock has run out: reset it first.")


def reset(rules: Rules, state: GameState, command: ShotReset, at: datetime) -> GameState:
    """Give the attack its full or its short time; the first use switches the shot clock on."""
    _assert_in_rules(rules)
    remaining_ms = rules.shot_ms if command.to == "full" else rules.shot_short_ms
    return showing(state, remaining_ms=remaining_ms, held=command.held, at=at)


def start(_rules: Rules, state: GameState, _command: ShotStart, at: datetime) -> GameState:
    """Let it run whenever the game clock runs."""
    shot = _in_use(state)
    if shot.clock.shown(at) == 0:
        raise ShotClockIsOver
    return replace(state, shot=replace(shot, held=False))


def stop(_rules: Rules, state: GameState, _command: ShotStop, _at: datetime) -> GameState:
    """Hold it at what it shows, whatever the game clock does."""
    return replace(state, shot=replace(_in_use(state), held=True))


def put(rules: Rules, state: GameState, command: ShotSet, at: datetime) -> GameState:
    """Put it to an exact value; held it stays held, and running it runs on."""
    _assert_in_rules(rules)
    if command.remaining_ms > rules.shot_ms:
        raise ShotClockBeyondRule
    held = state.shot.held if state.shot else False
    return showing(state, remaining_ms=command.remaining_ms, held=held, at=at)


def off(_rules: Rules, state: GameState, _command: ShotOff, _at: datetime) -> GameState:
    """Switch it off; nothing shows it until it is reset or set again."""
    _in_use(state)
    return replace(state, shot=None)


def _assert_in_rules(rules: Rules) -> None:
    if rules.shot_ms == 0:
        raise ShotClockNotUsed


def _in_use(state: GameState) -> ShotClock:
    if state.shot is None:
        raise ShotClockNotUsed
    return state.shot
