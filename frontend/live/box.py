"""The box score as a page writes it: the same columns and words as `static/js/board/box.js`."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Figures = dict[str, Any]
Text = str | Promise

COLUMNS: tuple[tuple[str, Text, Text], ...] = (
    ("points", _("PTS"), _("Points")),
    ("field", _("FG"), _("Field goals")),
    ("two", _("2P"), _("Two-point shots")),
    ("three", _("3P"), _("Three-point shots")),
    ("free", _("FT"), _("Free throws")),
    ("offensive", _("OR"), _("Offensive rebounds")),
    ("defensive", _("DR"), _("Defensive rebounds")),
    ("rebounds", _("REB"), _("Rebounds")),
    ("assists", _("AST"), _("Assists")),
    ("turnovers", _("TO"), _("Turnovers")),
    ("steals", _("STL"), _("Steals")),
    ("blocks", _("BLK"), _("Blocks")),
    ("fouls", _("PF"), _("Fouls")),
    ("efficiency", _("EF"), _("Efficiency")),
)
LEADING: tuple[tuple[str, Text], ...] = (
    ("points", _("Points")),
    ("rebounds", _("Rebounds")),
    ("assists", _("Assists")),
)
NOTES: dict[str, Text] = {
    "captain": _("captain"),
    "court": _("on court"),
    "fouls": _("fouled out"),
    "disqualified": _("disqualified"),
}


def written(box: dict[str, Any]) -> dict[str, Any]:
    """A public box score as templates write it."""
    sides = [_side(team, box[team]) for team in ("home", "away")]
    return {
        "slug": box["slug"],
        "position": box["position"],
        "periods": [period["label"] for period in box["periods"]],
        "lines": [_line(box, team) for team in ("home", "away")],
        "leaders": [_leading(box, key, label) for key, label in LEADING],
        "sides": sides,
        "columns": COLUMNS,
        "blank": {"cells": [{"key": key, "label": label, "text": ""} for key, label, _long in COLUMNS]},
        "notes": NOTES,
        "worth": any(side["rows"] for side in sides) or any(box[team]["totals"]["points"] for team in ("home", "away")),
    }


def share(shots: list[int]) -> str:
    """Shots as made–tried, and how many of a hundred that is."""
    made, tried = shots
    return f"{made}–{tried} {(200 * made + tried) // (2 * tried)}%" if tried else f"{made}–{tried}"


def field_goals(figures: Figures) -> list[int]:
    """Shots made and tried from the field, free throws apart."""
    return [two + three for two, three in zip(figures["two"], figures["three"], strict=True)]


SHOWS: dict[str, Callable[[Figures], str]] = {
    "field": lambda figures: share(field_goals(figures)),
    "two": lambda figures: share(figures["two"]),
    "three": lambda figures: share(figures["three"]),
    "free": lambda figures: share(figures["free"]),
}


def cell(key: str, figures: Figures) -> str:
    """One figure of a row."""
    shows = SHOWS.get(key)
    return shows(figures) if shows else str(figures[key])


def note(player: Figures) -> str:
    """What must be known of a player beside the figures."""
    found = ["captain"] if player["captain"] else []
    found += [player["out"]] if player["out"] else ["court"] if player["on_court"] else []
    return ", ".join(str(NOTES[one]) for one in found)


def _cells(figures: Figures) -> list[dict[str, Text]]:
    return [{"key": key, "label": label, "text": cell(key, figures)} for key, label, _long in COLUMNS]


def _side(team: str, side: dict[str, Any]) -> dict[str, Any]:
    rows = [{**player, "note": note(player), "cells": _cells(player)} for player in side["players"]]
    return {
        "team": team,
        "name": side["name"],
        "rows": rows,
        "unnamed": _cells(side["team"]),
        "totals": _cells(side["totals"]),
    }


def _line(box: dict[str, Any], team: str) -> dict[str, Any]:
    points = [period[team] for period in box["periods"]]
    return {
        "team": team,
        "short": box[team]["short"],
        "name": box[team]["name"],
        "points": points,
        "total": sum(points),
    }


def _leading(box: dict[str, Any], key: str, label: Text) -> dict[str, Any]:
    return {"key": key, "label": label, **{team: leader(box[team]["players"], key) for team in ("home", "away")}}


def leader(players: list[Figures], key: str) -> dict[str, Any] | None:
    """Who has most of one figure; of equals the more efficient one, and nobody while all have none."""
    best = max(players, key=lambda player: (player[key], player["efficiency"]), default=None)
    return {"number": best["number"], "name": best["name"], "value": best[key]} if best and best[key] else None
