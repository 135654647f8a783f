"""The play-by-play: an event as everybody reads it, and how a page of plays takes in one more."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

from realtime.events import utc_text
from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.models import GameEvent
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from realtime.scoreboards.words import sentence

# Sixty of the longest plays stay below the 64 KiB that a snapshot may have.
SHOWN = 60
LAST_MINUTE_MS = 60_000

Play = dict[str, Any]


def play_of(event: GameEvent, rules: Rules, *, undone: bool = False) -> Play:
    """One event as topic, API and pages tell it; `home` and `away` are the scores after it."""
    return {
        "position": event.position,
        "kind": event.kind,
        "team": event.payload.get("team"),
        "points": event.payload.get("points", 0),
        "period": event.period,
        "period_label": rules.label(event.period),
        "clock_ms": event.clock_ms,
        "clock": clock_text(event.clock_ms),
        "home": event.home_score,
        "away": event.away_score,
        "text": event.text,
        "reason": event.reason,
        "undoes": event.undoes,
        "undone": undone,
        "at": utc_text(event.at),
    }


def words_of(command: AnyCommand, state: GameState, rules: Rules) -> str:
    """The sender's words, or ours in the site's language: the same for all who read along."""
    if command.text:
        return command.text
    with translation.override(settings.LANGUAGE_CODE):
        return sentence(command, state, rules)


def clock_text(clock_ms: int) -> str:
    """`7:42`, and tenths in the last minute: `0:07.3`."""
    if clock_ms < LAST_MINUTE_MS:
        return f"0:{clock_ms // 1000:02d}.{clock_ms % 1000 // 100}"
    seconds = clock_ms // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def page(plays: list[Play], *, total: int) -> dict[str, Any]:
    """A page of plays, oldest first; `earlier` says that older ones can be asked for."""
    return {"plays": plays, "total": total, "earlier": bool(plays) and plays[0]["position"] > 1}


def mark_undone(plays: Iterable[Play], undos: Iterable[tuple[int, int]]) -> list[Play]:
    """The same plays with those taken back marked; `undos` are (position of the undo, undoes)."""
    spans = list(undos)
    return [
        {**play, "undone": True}
        if play["undoes"] is None and any(first <= play["position"] < end for end, first in spans)
        else play
        for play in plays
    ]


def fold_play(snapshot: dict[str, Any], _name: str, play: Play) -> dict[str, Any]:
    """Take one more play into a page: an undo marks what it takes back, the oldest falls off."""
    plays = snapshot["plays"]
    if play["undoes"] is not None:
        plays = mark_undone(plays, [(play["position"], play["undoes"])])
    return page([*plays, play][-SHOWN:], total=play["position"])
