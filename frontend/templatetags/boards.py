"""How a board's values are written: the same as in `static/js/board/`."""

from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.dateparse import parse_datetime

from project.base import clock

register = template.Library()
LAST_SECONDS_MS = 5000

SCORER_KEYS = {
    "home": {"1": "1", "2": "2", "3": "3", "foul": "F", "timeout": "D"},
    "away": {"1": "8", "2": "9", "3": "0", "foul": "J", "timeout": "K"},
}


@register.filter
def clock_text(ms: int) -> str:
    """605000 as 10:05; below a minute in tenths, 59.9."""
    if ms < 60_000:
        return f"{ms // 1000}.{ms % 1000 // 100}"
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


@register.filter
def shown_ms(game_clock: dict[str, Any]) -> int:
    """What a public clock shows now, in milliseconds; from `stops_at` on it stands."""
    deadline, stops_at = (parse_datetime(game_clock.get(key) or "") for key in ("deadline", "stops_at"))
    if not game_clock["running"] or deadline is None:
        return int(game_clock["remaining_ms"])
    now = clock.now()
    left = deadline - (min(now, stops_at) if stops_at else now)
    return max(0, int(left.total_seconds() * 1000))


@register.filter
def shot_stops(board: dict[str, Any]) -> str | None:
    """When a running shot clock stands at the latest: with the game clock."""
    game_clock = board["clock"]
    return game_clock.get("stops_at") or (game_clock["deadline"] if game_clock["running"] else None)


@register.filter
def shot_text(board: dict[str, Any]) -> str:
    """What the shot clock shows now: whole seconds until each is over, tenths below five; nothing when not in use."""
    shot = board.get("shot")
    if shot is None:
        return ""
    ms = shown_ms({**shot, "stops_at": shot_stops(board)})
    return str(-(-ms // 1000)) if ms >= LAST_SECONDS_MS else f"{ms // 1000}.{ms % 1000 // 100}"


@register.filter
def dots(count: int) -> str:
    """One dot for each of a few things."""
    return "●" * count


@register.filter
def tone(colour: str) -> str:
    """Whether a colour is light (dark text is readable on it) or dark, by WCAG luminance."""
    return "light" if luminance(colour) > 0.179 else "dark"


@register.filter
def number_beside(play: dict[str, Any] | None) -> str:
    """The number of a play's player, unless its words name it already."""
    player = (play or {}).get("player")
    return str(player["number"]) if play and player and f"#{player['number']}" not in play["text"] else ""


@register.filter
def as_moment(text: str) -> datetime | None:
    """An ISO time of a public value as a datetime that templates can write."""
    parsed = parse_datetime(text)
    return parsed.astimezone(UTC) if parsed else None


def luminance(colour: str) -> float:
    """WCAG relative luminance of `#rrggbb`, from 0 to 1."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


@register.simple_tag
def scorer_key(team: str, press: str | int) -> dict[str, str]:
    """The key of one press on the console: left hand for the home team, right hand for the away team."""
    cap = SCORER_KEYS[team][str(press)]
    return {"cap": cap, "code": f"Digit{cap}" if cap.isdigit() else f"Key{cap}"}
