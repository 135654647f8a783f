"""The keys of the scorer's console: left hand for the home team, right hand for the away team, mirrored."""

from django import template

register = template.Library()

PRESSES = (
    ("score1", "1", "8"),
    ("score2", "2", "9"),
    ("score3", "3", "0"),
    ("miss1", "Q", "I"),
    ("miss2", "W", "O"),
    ("miss3", "E", "P"),
    ("offensive", "A", ";"),
    ("defensive", "S", "L"),
    ("timeout", "D", "K"),
    ("foul", "F", "J"),
    ("steal", "Z", "/"),
    ("block", "X", "."),
    ("turnover", "C", ","),
    ("substitution", "V", "M"),
)
SCORER_KEYS = {
    "home": {press: left for press, left, _right in PRESSES},
    "away": {press: right for press, _left, right in PRESSES},
}
SIGNS = {";": "Semicolon", ",": "Comma", ".": "Period", "/": "Slash"}


@register.simple_tag
def scorer_key(team: str, press: str, points: int | str = "") -> dict[str, str]:
    """The key of one press on the console: `cap` as it is printed, `code` as browsers name its place."""
    cap = SCORER_KEYS[team][f"{press}{points}"]
    if cap in SIGNS:
        return {"cap": cap, "code": SIGNS[cap]}
    return {"cap": cap, "code": f"Digit{cap}" if cap.isdigit() else f"Key{cap}"}
