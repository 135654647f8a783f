"""The keys of the scorer's console: left hand for the home team, right hand for the away team, mirrored."""

from django import template

register = template.Library()

SCORER_KEYS = {
    "home": {
        **{"score1": "1", "score2": "2", "score3": "3", "miss1": "Q", "miss2": "W", "miss3": "E"},
        **{"offensive": "A", "defensive": "S", "timeout": "D", "foul": "F"},
        **{"steal": "Z", "block": "X", "turnover": "C", "substitution": "V"},
    },
    "away": {
        **{"score1": "8", "score2": "9", "score3": "0", "miss1": "I", "miss2": "O", "miss3": "P"},
        **{"offensive": ";", "defensive": "L", "timeout": "K", "foul": "J"},
        **{"steal": "/", "block": ".", "turnover": ",", "substitution": "M"},
    },
}
SIGNS = {";": "Semicolon", ",": "Comma", ".": "Period", "/": "Slash"}


@register.simple_tag
def scorer_key(team: str, press: str, points: int | str = "") -> dict[str, str]:
    """The key of one press on the console: `cap` as it is printed, `code` as browsers name its place."""
    cap = SCORER_KEYS[team][f"{press}{points}"]
    if cap in SIGNS:
        return {"cap": cap, "code": SIGNS[cap]}
    return {"cap": cap, "code": f"Digit{cap}" if cap.isdigit() else f"Key{cap}"}
