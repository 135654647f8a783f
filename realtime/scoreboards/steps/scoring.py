"""Points: made, corrected, and refused once the game is decided."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards.commands import Correct, Score
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps.people import assert_may_play, credited

HIGHEST_SCORE = 999


class PointsNotInRules(Refusal):
    """This profile has no basket of that worth."""

    message = _("A basket of that many points does not exist under these rules.")


class TargetReached(Refusal):
    """A team has already made the score that wins."""

    message = _("A team has reached the winning score: the game is decided.")


class ScoreBelowZero(Refusal):
    """A correction would take away more than there is."""

    message = _("A score cannot fall below zero.")


class ScoreTooHigh(Refusal):
    """No board shows more than three figures."""

    message = _("A score cannot pass 999.")


class AssistToOneself(Refusal):
    """An assist is a pass to somebody else."""

    message = _("A player cannot assist a basket of their own.")


class NothingToCorrect(Refusal):
    """A correction of zero points says nothing."""

    message = _("A correction must add or take away at least one point.")


def score(rules: Rules, state: GameState, command: Score, at: datetime) -> GameState:
    """Add a basket for its team and player; one that reaches the target also stops the clock."""
    if command.points not in rules.points:
        raise PointsNotInRules
    if state.target_reached(rules):
        raise TargetReached
    for player in (command.player, command.assist):
        assert_may_play(rules, state, command.team, player)
    if command.assist and command.assist == command.player:
        raise AssistToOneself
    state = state.with_side(command.team, score=_total(state, command))
    state = credited(state, command.team, command.player, f"made{command.points}")
    if command.assist:
        state = credited(state, command.team, command.assist, "assists")
    if state.target_reached(rules):
        return replace(state, clock=state.clock.stopped(at))
    return state


def correct(_rules: Rules, state: GameState, command: Correct, _at: datetime) -> GameState:
    """Add or take away points at the table."""
    if command.points == 0:
        raise NothingToCorrect
    state = state.with_side(command.team, score=_total(state, command))
    return credited(state, command.team, None, "corrected", command.points)


def _total(state: GameState, command: Score | Correct) -> int:
    total = state.side(command.team).score + command.points
    if total < 0:
        raise ScoreBelowZero
    if total > HIGHEST_SCORE:
        raise ScoreTooHigh
    return total
