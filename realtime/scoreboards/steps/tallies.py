"""What is counted or kept for a team beside its points: fouls, timeouts, the arrow, its looks."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards.commands import Foul, Possession, TeamLook, Teams, Timeout
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState, Team
from realtime.scoreboards.steps.people import PlayerUnknown, assert_may_play, credited

# Whoever sits on the bench can still be called for these.
FROM_THE_BENCH = frozenset({"technical", "disqualifying", "bench"})


class NoTimeoutsLeft(Refusal):
    """The rules give this team no further timeout now."""

    message = _("This team has no timeout left.")


def foul(rules: Rules, state: GameState, command: Foul, at: datetime) -> GameState:
    """Count a foul for its player, and for its team by the weight the profile gives its kind."""
    if command.foul not in FROM_THE_BENCH:
        assert_may_play(rules, state, command.team, command.player)
    elif command.player and state.side(command.team).player(command.player) is None:
        raise PlayerUnknown(player=command.player)
    state = credited(state, command.team, command.player, command.foul)
    side, weight = state.side(command.team), rules.foul_weight(command.foul)
    is_late = state.clock.shown(at) <= rules.late_ms and not rules.is_untimed(state.period)
    late = side.late_fouls + (weight if is_late else 0)
    return state.with_side(command.team, fouls=side.fouls + weight, late_fouls=late)


def timeout(rules: Rules, state: GameState, command: Timeout, at: datetime) -> GameState:
    """Charge a timeout; the clock stands while it lasts."""
    side, shown = state.side(command.team), state.clock.shown(at)
    left = rules.timeouts_left(period=state.period, clock_ms=shown, taken=side.timeouts)
    if left == 0:
        raise NoTimeoutsLeft
    state = state.with_side(command.team, timeouts=(*side.timeouts, (state.period, shown)))
    return replace(state, clock=state.clock.stopped(at))


def possession(_rules: Rules, state: GameState, command: Possession, _at: datetime) -> GameState:
    """Point the arrow."""
    return replace(state, possession=command.team)


def teams(_rules: Rules, state: GameState, command: Teams, _at: datetime) -> GameState:
    """Change what was given of the teams' looks and keep the rest."""
    return _looking(_looking(state, "home", command.home), "away", command.away)


def _looking(state: GameState, team: Team, look: TeamLook) -> GameState:
    return state.with_side(team, **look.model_dump(exclude_none=True))
