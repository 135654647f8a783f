"""What everybody may see of a board: the one form shared by topic, API and pages."""

from datetime import datetime
from typing import Any

from realtime.events import utc_text
from realtime.scoreboards.linked import stops_at
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState, Side, Team


def public_state(
    *,
    slug: str,
    title: str,
    rules: Rules,
    state: GameState,
    position: int,
    at: datetime,
    expires_at: datetime | None = None,
) -> dict[str, Any]:
    """The board as it stood right after its last event, at `at`.

    `clock.remaining_ms` is what the clock showed at that moment; while `running`, watchers count
    down to `deadline` by themselves and take zero for the end of the period. At `stops_at`, if it is
    given, the shot clock runs out and both stand.
    """
    return {
        "slug": slug,
        "status": state.status,
        "profile": rules.slug,
        "title": title,
        "home": _public_side(rules, state, "home", at),
        "away": _public_side(rules, state, "away", at),
        "period": _public_period(rules, state),
        "clock": _public_clock(rules, state, at),
        "shot": _public_shot(state, at),
        "possession": state.possession,
        "rosters": bool(state.home.roster or state.away.roster),
        "position": position,
        "corrected_at": utc_text(state.corrected_at) if state.corrected_at else None,
        "expires_at": utc_text(expires_at) if expires_at else None,
    }


def _public_side(rules: Rules, state: GameState, team: Team, at: datetime) -> dict[str, Any]:
    side, opponent = state.side(team), state.side("away" if team == "home" else "home")
    shown = state.clock.shown(at)
    return {
        "name": side.name,
        "short": side.short,
        "colour": side.colour,
        "score": side.score,
        "fouls": side.fouls,
        "bonus": _gives_bonus(rules, state, opponent),
        "timeouts_left": rules.timeouts_left(period=state.period, clock_ms=shown, taken=side.timeouts),
    }


def _gives_bonus(rules: Rules, state: GameState, side: Side) -> bool:
    return rules.in_bonus(period=state.period, fouls=side.fouls, late_fouls=side.late_fouls)


def _public_period(rules: Rules, state: GameState) -> dict[str, Any]:
    return {
        "number": state.period,
        "label": rules.label(state.period),
        "is_overtime": rules.is_overtime(state.period),
        "count": rules.periods,
        "length_ms": rules.length_ms(state.period),
    }


def _public_clock(rules: Rules, state: GameState, at: datetime) -> dict[str, Any]:
    running = state.clock.is_running(at)
    deadline = state.clock.deadline if running else None
    stops = stops_at(state) if running else None
    return {
        "running": running,
        "remaining_ms": state.clock.shown(at),
        "deadline": utc_text(deadline) if deadline else None,
        "stops_at": utc_text(stops) if stops else None,
        "timed": not rules.is_untimed(state.period),
    }


def _public_shot(state: GameState, at: datetime) -> dict[str, Any] | None:
    shot = state.shot
    if shot is None or shot.hidden:
        return None
    deadline = shot.clock.deadline if shot.clock.is_running(at) else None
    return {
        "running": deadline is not None,
        "remaining_ms": shot.clock.shown(at),
        "deadline": utc_text(deadline) if deadline else None,
        "held": shot.held,
    }
