"""What the words of a feed say about a play: its kind, and what it is worth when the basket counts."""

import re
from typing import Any

from realtime.scoreboards.commands import AnyCommand, Foul, Miss, Tell, Timeout, read_command
from realtime.scoreboards.state import Team

THREE, FREE = re.compile(r"\b3PT\b"), re.compile(r"\bFree Throw\b")
FIELD_GOAL = re.compile(r"\b(Layup|DUNK|Shot|Hook)\b", re.IGNORECASE)
# The feed writes what happened in capitals and the manner in small letters: "offensive foul TURNOVER".
TOLD = {
    "rebound": re.compile(r"\bREBOUND\b"),
    "turnover": re.compile(r"\bTURNOVER\b"),
    "steal": re.compile(r"\bSTEAL\b"),
    "block": re.compile(r"\bBLOCK\b"),
    "jump_ball": re.compile(r"^Jump Ball\b", re.IGNORECASE),
    "substitution": re.compile(r"\b(substitution|enters the game)\b", re.IGNORECASE),
}
ASSIST, TIP = re.compile(r"\(([^()]+) \d+ AST\)"), re.compile(r"\bTip to (.+?)\s*$")
MISS = "MISS"
FOUL, TIMEOUT = re.compile(r"\bFOUL\b"), re.compile(r"\btime-?out\b", re.IGNORECASE)
FOULS = {
    "technical": re.compile(r"\btechnical\b"),
    "unsportsmanlike": re.compile(r"\bflagrant"),
    "offensive": re.compile(r"\b(offensive|charge)\b"),
}


def points_in(text: str) -> int:
    """What the play is worth by its words: 0 for a miss and for all that is no basket."""
    return 0 if text.startswith(MISS) else tried_for(text)


def tried_for(text: str) -> int:
    """What the shot was for, made or missed; 0 for all that is no shot."""
    if any(words.search(text) for words in (*TOLD.values(), FOUL)):
        return 0
    if FREE.search(text):
        return 1
    if THREE.search(text):
        return 3
    return 2 if FIELD_GOAL.search(text) else 0


def assistant_in(text: str) -> str:
    """Who passed before the basket, if anybody is named."""
    match = ASSIST.search(text)
    return match[1] if match else ""


def jumper_in(text: str) -> str:
    """Who has the ball after a jump ball, if anybody is named."""
    match = TIP.search(text)
    return match[1] if match else ""


def telling(text: str, team: Team | None, clock_ms: int, **more: Any) -> AnyCommand:
    """The command for a play without points; a foul or timeout of nobody known is only told.

    `more` is what is known beside the words: the `player`, and of a rebound whether it is `offensive`.
    """
    said: dict[str, Any] = {"team": team, "text": text, "clock_ms": clock_ms}
    player = {"player": more.get("player") if team else None}
    if text.startswith(MISS):
        return Miss.model_validate({"points": tried_for(text) or None, **player, **said})
    for kind, words in TOLD.items():
        if words.search(text):
            known = {"substitution": {}, "rebound": {**player, "offensive": more.get("offensive")}}
            return read_command({"kind": kind, **known.get(kind, player), **said})
    if team is not None and FOUL.search(text):
        return Foul.model_validate({"foul": _foul_in(text), **player, **said})
    if team is not None and TIMEOUT.search(text):
        return Timeout(**said)
    return Tell(kind="note", **said)


def _foul_in(text: str) -> str:
    return next((kind for kind, words in FOULS.items() if words.search(text)), "personal")
