"""The tables of a game sheet's first page: points and fouls by period, and each team with its players."""

from typing import Any

from django.utils.translation import gettext as _

from frontend.drawn.paper import INNER, MARGIN, Paper
from frontend.live.box import NOTES, field_goals
from frontend.live.drawn.sheet_facts import SheetFacts, TeamFacts

ROW, SMALL = 14.0, 8.0
FIGURES = 29.0


def line_score(paper: Paper, facts: SheetFacts, *, y: float) -> float:
    """Points and team fouls by period, from `y` down; says where it ended."""
    labels = [period["label"] for period in facts.periods]
    step = min(34.0, (INNER - 190) / max(1, len(labels) + 1))
    end = MARGIN + INNER
    for number, label in enumerate([*labels, _("Total")]):
        paper.text(end - step * (len(labels) - number), y, label, size=SMALL, grey=0.3, align="right", room=step)
    paper.rule(MARGIN, y + 4, INNER)
    for key, team in (("home", facts.home), ("away", facts.away)):
        points = [period[key] for period in facts.periods]
        for words, counted, weight in (
            (_("%(team)s, points"), [*points, sum(points)], "Semibold"),
            (_("%(team)s, team fouls"), team.fouls, "Regular"),
        ):
            y += ROW
            paper.text(MARGIN, y, words % {"team": team.box["name"]}, room=INNER - step * (len(labels) + 1) - 20)
            for number, count in enumerate(counted):
                at = end - step * (len(labels) - number)
                paper.text(at, y, str(count), weight=weight, align="right", room=step)  # type: ignore[arg-type]
        paper.rule(MARGIN, y + 4, INNER)
    return y + 4


def team_table(paper: Paper, team: TeamFacts, *, x: float, y: float, width: float) -> None:
    """One team: its players with shots, fouls and points, what nobody in particular did, and its timeouts."""
    paper.bar(x, y - 8, 4, 9, team.box["colour"])
    paper.text(x + 9, y, team.box["name"], size=11, weight="Semibold", room=width - 12)
    heads = [_("2P"), _("3P"), _("FT"), _("Fouls"), _("Points")]
    _row(paper, ["", _("Player"), *heads], x=x, y=y + ROW, width=width, head=True)
    y += ROW
    for player in team.box["players"]:
        y += ROW
        _row(paper, [player["number"], _called(player), *_figures(player)], x=x, y=y, width=width)
    for words, figures in ((_("Team"), team.box["team"]), (_("Totals"), team.box["totals"])):
        y += ROW
        _row(paper, ["", words, *_figures(figures)], x=x, y=y, width=width, strong=words != _("Team"))
    y += ROW + 4
    paper.text(x, y, _("Timeouts"), size=SMALL, grey=0.3)
    paper.text(x + 42, y, " · ".join(team.timeouts) or "–", size=SMALL, room=width - 42)
    y += 11
    made, tried = field_goals(team.box["totals"])
    paper.text(x, y, _("From the field"), size=SMALL, grey=0.3)
    paper.text(x + 62, y, f"{made}–{tried}", size=SMALL)


def _called(player: dict[str, Any]) -> str:
    notes = [str(NOTES[one]) for one in (["captain"] if player["captain"] else []) + [player["out"] or ""] if one]
    return f"{player['name']} ({', '.join(notes)})" if notes else str(player["name"])


def _figures(figures: dict[str, Any]) -> list[str]:
    shots = ["–".join(str(count) for count in figures[kind]) for kind in ("two", "three", "free")]
    return [*shots, str(figures["fouls"]), str(figures["points"])]


def _row(
    paper: Paper, texts: list[str], *, x: float, y: float, width: float, head: bool = False, strong: bool = False
) -> None:
    size, grey = (SMALL, 0.3) if head else (9.0, 0.0)
    weight = "Semibold" if strong else "Regular"
    number, name, *figures = texts
    paper.text(x + 17, y, number, size=size, grey=grey, align="right", room=17)
    room = width - 24 - FIGURES * len(figures)
    paper.text(x + 22, y, name, size=size, grey=grey, weight=weight, room=room)  # type: ignore[arg-type]
    for at, figure in enumerate(reversed(figures)):
        bold = "Bold" if at == 0 and not head else weight
        right = x + width - at * FIGURES
        paper.text(right, y, figure, size=size, grey=grey, weight=bold, align="right", room=FIGURES)  # type: ignore[arg-type]
    paper.rule(x, y + 4, width, thick=0.25, grey=0.75)
