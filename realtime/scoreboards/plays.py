"""The play-by-play: the lines of a history as everybody reads them, page by page."""

from typing import Any

import orjson

from realtime.events import utc_text
from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.history import Fact, History
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.script import Entry
from realtime.scoreboards.sides import Player
from realtime.scoreboards.state import GameState

# Sixty of the longest plays stay below the 64 KiB that a snapshot may have.
SHOWN = 60
TEXT_BYTES, WORDS_BYTES, NAME_BYTES = 280, 400, 64
LAST_MINUTE_MS = 60_000

Play = dict[str, Any]


def line_of(fact: Fact, entry: Entry, rules: Rules, *, undone: bool = False) -> Play:
    """One line as topic, API and pages tell it; `home` and `away` are the scores after it, corrections included.

    `key` names the line. `position` is that of its event: an inserted play has that of the correction.
    """
    command, state = entry.command or fact.command, entry.state
    text = clipped(entry.text or fact.text, TEXT_BYTES)
    return {
        "key": entry.key,
        "position": fact.position,
        "kind": command.kind,
        "team": getattr(command, "team", None),
        "points": 0 if command.kind == "miss" else getattr(command, "points", 0),
        "player": _person(state, command, "player"),
        "assist": _person(state, command, "assist"),
        **figures(rules, state.period, entry.shown_ms, state.home.score, state.away.score),
        "text": text,
        "reason": clipped(command.reason or "", WORDS_BYTES - _size(text)),
        "actor": clipped(fact.actor_name, NAME_BYTES),
        "undoes": fact.undoes,
        "undone": undone,
        "struck": entry.struck,
        "edited": entry.edited,
        "inserted": entry.inserted,
        "at": utc_text(entry.at if entry.inserted else fact.at),
    }


def figures(rules: Rules, period: int, clock_ms: int, home: int, away: int) -> Play:
    """What a line shows of the board."""
    label, clock = rules.label(period), clock_text(clock_ms)
    return {
        "period": period,
        "period_label": label,
        "clock_ms": clock_ms,
        "clock": clock,
        "home": home,
        "away": away,
    }


def clock_text(clock_ms: int) -> str:
    """`7:42`, and tenths in the last minute: `0:07.3`."""
    if clock_ms < LAST_MINUTE_MS:
        return f"0:{clock_ms // 1000:02d}.{clock_ms % 1000 // 100}"
    seconds = clock_ms // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def clipped(text: str, most: int) -> str:
    """The text, cut short when it would take more than so many bytes of JSON."""
    if _size(text) <= most:
        return text
    while text and _size(text) > most - len("…".encode()):
        text = text[:-1]
    return f"{text.rstrip()}…" if most >= len("…".encode()) else ""


def page_of(history: History, *, before: str | None = None, limit: int = SHOWN) -> dict[str, Any]:
    """The newest lines, or those before the line of a key, in the order of the game.

    `earlier` says that older ones can be asked for, `total` is the position of the last event.
    """
    keys = history.keys
    end = keys.index(before) if before in keys else len(keys)
    start = max(0, end - limit)
    return {"plays": lines_of(history, keys[start:end]), "total": history.position, "earlier": start > 0}


def lines_of(history: History, keys: list[str]) -> list[Play]:
    """The lines of these keys; those that were taken back are marked and look as they last did."""
    return [_line(history, entry) for entry in history.entries_of(keys)]


def _line(history: History, entry: Entry) -> Play:
    fact = history.facts[entry.position]
    undone = entry.key in history.gone and fact.undoes is None
    return line_of(fact, entry, history.rules, undone=undone)


def _person(state: GameState, command: AnyCommand, role: str) -> dict[str, str] | None:
    player: Player | None = state.player(getattr(command, "team", None), getattr(command, role, None))
    if player is None:
        return None
    return {**player.as_public(), "name": clipped(player.name, NAME_BYTES)}


def _size(text: str) -> int:
    return len(orjson.dumps(text)) - 2
