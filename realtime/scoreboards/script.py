"""The script of a game: what counts, in the order of the game, each entry with the state it led to.

A correction of figures never moves a clock: a play that was taken out, changed or entered later leaves the
clocks as they went. Only commands for the clocks themselves let them be derived anew.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from project.base.errors import Refusal
from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.linked import found_again, together
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import advance
from realtime.scoreboards.steps.timing import told
from realtime.scoreboards.words import words_of

CLOCKWORK = frozenset(
    {
        "clock_start",
        "clock_stop",
        "clock_set",
        "shot_reset",
        "shot_start",
        "shot_stop",
        "shot_set",
        "shot_off",
        "period_next",
        "correct_period",
        "reset",
        "final",
    }
)
Clocks = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A command where it belongs in the game, or with none the place of an undo or a correction.

    `found` and `clocks` are the clocks before and after it when it was entered or corrected, `shown_ms` is
    what its line shows; `text` is there once the command is not the recorded one. `since` is the moment that
    an undo brought the clocks back from.
    """

    key: str
    position: int
    at: datetime
    state: GameState
    shown_ms: int
    found: Clocks
    clocks: Clocks
    command: AnyCommand | None = None
    text: str = ""
    since: datetime | None = None
    struck: int | None = None
    edited: int | None = None
    inserted: bool = False


def clocks_of(state: GameState) -> Clocks:
    """What of a state passes by itself."""
    return {"clock": state.clock, "shot": state.shot}


def played(rules: Rules, found: GameState, *, position: int, command: AnyCommand, at: datetime) -> Entry:
    """A command as it is made; raises the refusal of the rule that forbids it."""
    return _entry(str(position), position, found, advance(rules, found, command, at), at, command=command)


def marked(found: GameState, *, position: int, at: datetime) -> Entry:
    """The place of a correction, which changes nothing by itself."""
    return _entry(str(position), position, found, found, at)


def undone(found: GameState, now: GameState, *, position: int, since: datetime, at: datetime) -> Entry:
    """The place of an undo: the clocks go on from what they showed at `since`."""
    state = found_again(found, now, since=since, to=at)
    return _entry(str(position), position, found, state, at, since=since if state != found else None)


def inserted(rules: Rules, found: GameState, *, position: int, command: AnyCommand, at: datetime) -> Entry:
    """A command entered later; raises the refusal of the rule that forbids it there."""
    state = advance(rules, found, command, at)
    entry = _entry(f"{position}+", position, found, state, at, command=command, inserted=True)
    return _worded(rules, replace(entry, state=_unmoved(entry, found, state)))


def edited(rules: Rules, found: GameState, entry: Entry, *, command: AnyCommand, by: int) -> Entry:
    """Another command in the place of the entry's own; raises the refusal of the rule that forbids it there."""
    if command.clock_ms is None and entry.command and command.kind not in CLOCKWORK:
        command = command.model_copy(update={"clock_ms": entry.command.clock_ms})
    state = advance(rules, found, command, entry.at)
    shown = state.clock.shown(entry.at)
    kinds = {command.kind, entry.command.kind if entry.command else ""}
    if found.clock.is_running(entry.at) and not kinds & CLOCKWORK:
        state = replace(state, **clocks_of(entry.state))
    changed = replace(entry, command=command, edited=by, state=state, shown_ms=shown)
    return _worded(rules, replace(changed, found=clocks_of(found), clocks=clocks_of(state)))


def struck(found: GameState, entry: Entry, *, by: int) -> Entry:
    """The entry without its effect; the time that it was told with has passed all the same."""
    entry = replace(entry, struck=by, found=clocks_of(found), clocks=clocks_of(entry.state))
    state = _without(entry, found)
    return replace(entry, state=state, shown_ms=state.clock.shown(entry.at), clocks=clocks_of(state))


def derived_again(rules: Rules, found: GameState, entry: Entry) -> Entry:
    """The entry after another past; raises the refusal of the rule that it would break now."""
    if entry.command is None:
        state = found if entry.since is None else _brought_back(found, entry, entry.since)
    elif entry.struck is not None:
        state = _without(entry, found)
    else:
        state = advance(rules, found, entry.command, entry.at)
    shown = state.clock.shown(entry.at)
    if entry.command is not None and entry.struck is None:
        state = _unmoved(entry, found, state)
    return replace(entry, state=state, shown_ms=shown)


def _entry(key: str, position: int, found: GameState, state: GameState, at: datetime, **more: Any) -> Entry:
    return Entry(
        key=key,
        position=position,
        at=at,
        state=state,
        shown_ms=state.clock.shown(at),
        found=clocks_of(found),
        clocks=clocks_of(state),
        **more,
    )


def _worded(rules: Rules, entry: Entry) -> Entry:
    # Kept as of now: later corrections of names would otherwise rewrite what was said here.
    return replace(entry, text=words_of(entry.command, entry.state, rules)) if entry.command else entry


def _unmoved(entry: Entry, found: GameState, state: GameState) -> GameState:
    """The state with the clocks as they went, unless the entry or an earlier correction moves them."""
    if entry.command is None or entry.command.kind in CLOCKWORK:
        return state
    if entry.inserted and found.clock.is_running(entry.at):
        return replace(state, **clocks_of(found))
    return replace(state, **entry.clocks) if clocks_of(found) == entry.found else state


def _without(entry: Entry, found: GameState) -> GameState:
    command = entry.command
    if command is None or command.kind in CLOCKWORK:
        return found
    if clocks_of(found) == entry.found:
        return replace(found, **entry.clocks)
    with suppress(Refusal):
        return told(found, command.clock_ms, entry.at)
    return found


def _brought_back(found: GameState, entry: Entry, since: datetime) -> GameState:
    if clocks_of(found) == entry.found:
        return replace(found, **entry.clocks)
    clock = found.clock.moved(since=since, to=entry.at)
    shot = found.shot and replace(found.shot, clock=found.shot.clock.stopped(since))
    return together(replace(found, clock=clock, shot=shot), entry.at)
