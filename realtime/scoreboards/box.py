"""The box score: points by period, and every figure by player, as pure arithmetic over a state."""

from collections.abc import Iterable, Mapping
from typing import Any

from realtime.scoreboards.rules import Rules
from realtime.scoreboards.sides import NOBODY, Figures, Player, Side
from realtime.scoreboards.state import GameState

# A three is a basket from beyond the arc, a one a free throw; in 3x3 also the basket from inside it.
WORTH = {"two": 2, "three": 3, "free": 1}
COUNTED = ("assists", "turnovers", "steals", "blocks")


def box_of(*, slug: str, rules: Rules, state: GameState, position: int) -> dict[str, Any]:
    """The box score; `position` is the event that changed it last."""
    return {
        "slug": slug,
        "position": position,
        "periods": _periods(rules, state),
        "home": _side(rules, state.home),
        "away": _side(rules, state.away),
    }


def same_box(one: Mapping[str, Any], another: Mapping[str, Any]) -> bool:
    """Whether two box scores say the same, wherever they stand."""
    return {**one, "position": 0} == {**another, "position": 0}


def figures_of(rules: Rules, figures: Figures) -> dict[str, Any]:
    """One line of the box score: shots as `[made, tried]`, the rest as counts, and their efficiency.

    Efficiency is what was won less what was wasted: points, rebounds, assists, steals and blocks, less
    missed shots and turnovers.
    """
    shots = {name: _shots(figures, worth) for name, worth in WORTH.items()}
    counts = {name: figures.get(name, 0) for name in COUNTED}
    offensive, defensive = figures.get("offensive_rebounds", 0), figures.get("defensive_rebounds", 0)
    points = sum(shots[name][0] * worth for name, worth in WORTH.items())
    missed = sum(tried - made for made, tried in shots.values())
    won = points + offensive + defensive + counts["assists"] + counts["steals"] + counts["blocks"]
    return {
        "points": points + figures.get("corrected", 0),
        **shots,
        "offensive": offensive,
        "defensive": defensive,
        "rebounds": offensive + defensive,
        **counts,
        "fouls": rules.personal_fouls(figures),
        "efficiency": won - missed - counts["turnovers"],
    }


def added(lines: Iterable[Figures]) -> Figures:
    """The figures of several players together."""
    total: dict[str, int] = {}
    for figures in lines:
        for name, count in figures.items():
            total[name] = total.get(name, 0) + count
    return total


def _periods(rules: Rules, state: GameState) -> list[dict[str, Any]]:
    home, away = (*state.home.line, state.home.period_score), (*state.away.line, state.away.period_score)
    return [
        {"label": rules.label(number), "home": ours, "away": theirs}
        for number, (ours, theirs) in enumerate(zip(home, away, strict=False), 1)
    ]


def _side(rules: Rules, side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "short": side.short,
        "colour": side.colour,
        "players": [_player(rules, side, player) for player in side.roster],
        "team": figures_of(rules, side.figures(NOBODY)),
        "totals": figures_of(rules, added(side.players.values())),
    }


def _player(rules: Rules, side: Side, player: Player) -> dict[str, Any]:
    figures = side.figures(player.id)
    return {
        **player.as_public(),
        "starter": player.starter,
        "captain": player.captain,
        "on_court": player.id in side.on_court if side.on_court else None,
        "out": rules.out_by(figures),
        **figures_of(rules, figures),
    }


def _shots(figures: Figures, worth: int) -> list[int]:
    made = figures.get(f"made{worth}", 0)
    return [made, made + figures.get(f"missed{worth}", 0)]
