"""The link between the clocks: the shot clock runs only with the game clock; the end of either stops both."""

from dataclasses import replace
from datetime import datetime

from realtime.scoreboards.clocks import Clock, ShotClock
from realtime.scoreboards.state import GameState


def stops_at(state: GameState) -> datetime | None:
    """When the shot clock will stop the game clock as well; None while it will not."""
    shot, game = state.shot and state.shot.clock.deadline, state.clock.deadline
    return shot if shot and game and shot < game else None


def settled(state: GameState, at: datetime) -> GameState:
    """The state at this moment: if one of the clocks has run out, both have been standing since."""
    end = stops_at(state) or state.clock.deadline
    if state.shot is None or end is None or at < end:
        return state
    shot = replace(state.shot, clock=state.shot.clock.stopped(end))
    return replace(state, clock=state.clock.stopped(end), shot=shot)


def together(state: GameState, at: datetime) -> GameState:
    """Let the shot clock do what the game clock does, as far as it may."""
    shot = state.shot
    if shot is None:
        return state
    free = not shot.held and not shot.hidden and shot.clock.shown(at) > 0
    runs = free and state.clock.is_running(at)
    if runs == (shot.clock.deadline is not None):
        return state
    clock = shot.clock.started(at) if runs else shot.clock.stopped(at)
    return replace(state, shot=replace(shot, clock=clock))


def drained(state: GameState, passed_ms: int, at: datetime) -> GameState:
    """Take time that a play told to have passed from the shot clock as well; at zero it waits for a reset."""
    shot = state.shot
    if shot is None or shot.held or shot.hidden:
        return state
    left = max(0, shot.clock.shown(at) - passed_ms)
    return replace(state, shot=replace(shot, clock=Clock(remaining_ms=left)))


def showing(state: GameState, *, remaining_ms: int, held: bool, at: datetime) -> GameState:
    """Put the shot clock to a value; it is hidden while the period has less time left than that."""
    hidden = state.clock.shown(at) < remaining_ms
    return replace(state, shot=ShotClock(clock=Clock(remaining_ms=remaining_ms), held=held, hidden=hidden))


def found_again(found: GameState, now: GameState, *, since: datetime, to: datetime) -> GameState:
    """An earlier state again: clocks commanded since then show what they showed, and go on from `to`."""
    if (found.clock, found.shot) == (now.clock, now.shot):
        return found
    found = settled(found, since)
    if found.clock != settled(now, to).clock:
        found = replace(found, clock=found.clock.moved(since=since, to=to))
    if found.shot is None:
        return found
    shot = replace(found.shot, clock=found.shot.clock.stopped(since))
    return together(replace(found, shot=shot), to)
