"""One step of a game: (rules, state, command, time) -> state, or a refusal named after the rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.linked import settled, together
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import attack, corrections, people, periods, scoring, shot, tallies, timing, told

Step = Callable[[Rules, GameState, Any, datetime], GameState]

STEPS: dict[str, Step] = {
    "score": scoring.score,
    "correct": scoring.correct,
    "correct_fouls": corrections.correct_fouls,
    "correct_period": corrections.correct_period,
    "miss": told.miss,
    "rebound": told.rebound,
    "steal": told.ball,
    "block": told.ball,
    "turnover": told.ball,
    "jump_ball": told.ball,
    "foul": tallies.foul,
    "roster": people.roster,
    "substitution": people.substitution,
    "timeout": tallies.timeout,
    "possession": tallies.possession,
    "teams": tallies.teams,
    "clock_start": timing.start,
    "clock_stop": timing.stop,
    "clock_set": timing.put,
    "shot_reset": shot.reset,
    "shot_start": shot.start,
    "shot_stop": shot.stop,
    "shot_set": shot.put,
    "shot_off": shot.off,
    "period_next": periods.next_period,
    "reset": periods.reset,
    "final": periods.final,
}
# Heard after the final as well: its history puts them before it.
AFTER_THE_FINAL = frozenset({"correct", "correct_fouls"})
BEFORE_THE_GAME = frozenset(
    {"teams", "roster", "possession", "clock_set", "shot_reset", "shot_set", "shot_stop", "shot_off", "reset", "final"}
)


def advance(rules: Rules, state: GameState, command: AnyCommand, at: datetime) -> GameState:
    """The state after this command; every kind but `undo`, which needs the history.

    Raises the refusal of the rule that forbids it; the state is a value and stays as it was.
    """
    if state.status == "final":
        raise periods.GameIsFinal
    found = timing.told(settled(state, at), command.clock_ms, at)
    if command.kind not in BEFORE_THE_GAME:
        found = replace(found, status="live")
    step = STEPS.get(command.kind)
    state = step(rules, found, command, at) if step else found
    if command.kind != "reset":
        state = replace(state, attacking=attack.attacker_after(found, command))
    return together(attack.with_the_ball(rules, found, state, command, at), at)
