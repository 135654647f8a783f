"""One step of a game: (rules, state, command, time) -> state, or a refusal named after the rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import periods, scoring, tallies, timing

Step = Callable[[Rules, GameState, Any, datetime], GameState]

STEPS: dict[str, Step] = {
    "score": scoring.score,
    "correct": scoring.correct,
    "foul": tallies.foul,
    "timeout": tallies.timeout,
    "possession": tallies.possession,
    "teams": tallies.teams,
    "clock_start": timing.start,
    "clock_stop": timing.stop,
    "clock_set": timing.put,
    "period_next": periods.next_period,
    "reset": periods.reset,
    "final": periods.final,
}
BEFORE_THE_GAME = frozenset({"teams", "possession", "clock_set", "reset", "final"})


def advance(rules: Rules, state: GameState, command: AnyCommand, at: datetime) -> GameState:
    """The state after this command; every kind but `undo`, which needs the history.

    Raises the refusal of the rule that forbids it; the state is a value and stays as it was.
    """
    if state.status == "final":
        raise periods.GameIsFinal
    state = timing.told(state, command.clock_ms, at)
    if command.kind not in BEFORE_THE_GAME:
        state = replace(state, status="live")
    step = STEPS.get(command.kind)
    return step(rules, state, command, at) if step else state
