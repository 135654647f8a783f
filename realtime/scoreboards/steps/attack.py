"""Who has the ball as far as plays tell it, and what each play does to the shot clock.

Source of the table: FIBA Official Basketball Rules 2024, art. 29 and 50 (NBA rule 7 section IV agrees
where the plays tell enough); FIBA 3x3 Rules of the Game, art. 9, where the short time is the full one.
Where a throw-in is taken is not told: fouls of the defence count as in the frontcourt.
"""

from datetime import datetime
from typing import Literal

from realtime.scoreboards.commands import AnyCommand, Ball, Foul, Miss, PeriodNext, Rebound, Score
from realtime.scoreboards.linked import showing
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.sides import Team, other
from realtime.scoreboards.state import GameState

Ruling = Literal["full", "full_held", "short", "at_least_short", "stays"]


def is_offensive(state: GameState, command: Rebound) -> bool:
    """Whether the rebound is one of the attack: as told, or by who had the ball and missed."""
    if command.offensive is not None:
        return command.offensive
    return command.team is not None and command.team == state.attacking


def attacker_after(state: GameState, command: AnyCommand) -> Team | None:
    """Who has the ball after this play; what tells nothing of it leaves it as it was."""
    match command:
        case PeriodNext():
            return None
        case Score():
            return other(command.team)
        case Foul():
            return state.attacking if command.foul in {"technical", "bench"} else other(command.team)
        case Ball(kind="turnover" | "block", team=team) if team:
            return other(team)
        case Miss(team=team) | Rebound(team=team) | Ball(kind="steal" | "jump_ball", team=team) if team:
            return team
        case _:
            return state.attacking


def ruling(state: GameState, command: AnyCommand) -> Ruling:
    """What the shot clock does after this play, with the state the play found."""
    match command:
        case Score():
            return "full_held"
        case Rebound():
            return "short" if is_offensive(state, command) else "full"
        case Foul():
            return _after_foul(state, command)
        case Ball(kind="jump_ball", team=team):
            return "stays" if team is None or team == state.attacking else "full"
        case Ball(kind="steal" | "turnover") | PeriodNext():
            return "full"
        case _:
            return "stays"


def with_the_ball(rules: Rules, found: GameState, state: GameState, command: AnyCommand, at: datetime) -> GameState:
    """The state after a play with the shot clock put as the table says, if one is in use."""
    if state.shot is None or rules.shot_ms == 0:
        return state
    shown = state.shot.clock.shown(at)
    match ruling(found, command):
        case "full":
            return showing(state, remaining_ms=rules.shot_ms, held=False, at=at)
        case "full_held":
            return showing(state, remaining_ms=rules.shot_ms, held=True, at=at)
        case "short":
            return showing(state, remaining_ms=rules.shot_short_ms, held=False, at=at)
        case "at_least_short" if shown < rules.shot_short_ms and not state.shot.hidden:
            return showing(state, remaining_ms=rules.shot_short_ms, held=state.shot.held, at=at)
    return state


def _after_foul(state: GameState, command: Foul) -> Ruling:
    attacks = command.team == state.attacking
    match command.foul:
        case "offensive":
            return "full"
        case "technical" | "bench":
            return "at_least_short" if state.attacking == other(command.team) else "stays"
        case "unsportsmanlike" | "disqualifying":
            # The ball goes to the frontcourt throw-in line, whoever had it.
            return "short" if attacks else "at_least_short"
    return "full" if attacks else "at_least_short"
