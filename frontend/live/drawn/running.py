"""The running score in columns, and every correction with its reason."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from frontend.drawn.paper import HEIGHT, INNER, MARGIN, Paper
from frontend.live.drawn.sheet_facts import SheetFacts

ROW, GUTTER, TOP, LAST = 10.6, 12.0, MARGIN + 32, HEIGHT - 48
ROWS = int((LAST - TOP) / ROW)
FEW, MANY = 3, 4
Play = dict[str, Any]


def running_score(paper: Paper, facts: SheetFacts, *, foot: Callable[[], None]) -> float:
    """Every score in order, down one column after the other, on as many pages as it takes; says where it ended."""
    lines: list[Play | str] = []
    for label, plays in groupby(facts.scores, key=lambda play: play["period_label"]):
        lines += [label, *plays]
    columns = FEW if len(lines) <= FEW * ROWS else MANY
    end = TOP
    for first in range(0, len(lines), columns * ROWS):
        if first:
            _next(paper, foot)
        end = _columns(paper, lines[first : first + columns * ROWS], columns)
    return end


def _columns(paper: Paper, lines: list[Play | str], columns: int) -> float:
    paper.text(MARGIN, MARGIN + 14, _("Running score"), size=13, weight="Bold")
    width = (INNER - (columns - 1) * GUTTER) / columns
    # As even as it gets, as long as all of it fits.
    height = max(-(-len(lines) // columns), 12)
    for number, line in enumerate(lines):
        column, row = divmod(number, height)
        _line(paper, line, x=MARGIN + column * (width + GUTTER), y=TOP + row * ROW, width=width)
    return TOP + min(height, len(lines)) * ROW


def _line(paper: Paper, line: Play | str, *, x: float, y: float, width: float) -> None:
    if isinstance(line, str):
        paper.text(x, y, line, size=8, weight="Bold")
        paper.rule(x, y + 2.5, width, thick=0.5, grey=0.3)
        return
    half = (width - 28 - 38) / 2
    paper.text(x, y, line["clock"], size=7.5, grey=0.35, room=30)
    right = x + 28 + half if line["team"] == "home" else x + width
    points = f"{line['points']:+d}"
    paper.text(right, y, points, size=8, align="right", room=16)
    paper.text(right - 14, y, _scorer(line), size=7.5, align="right", room=half - 15, grey=0.2)
    score = f"{line['home']}–{line['away']}"
    paper.text(x + 28 + half + 19, y, score, size=8, weight="Semibold", align="middle", room=36)
    paper.rule(x, y + 2.5, width, thick=0.2, grey=0.8)


def _scorer(line: Play) -> str:
    """A player by number, or by the last word of the name where there is none."""
    player = line["player"]
    return player["number"] or player["name"].split()[-1] if player and player["name"].strip() else ""


def corrections(paper: Paper, plays: list[Play], *, y: float, foot: Callable[[], None]) -> None:
    """What was corrected, why and by whom; on another page if there is no room left on this one."""
    if not plays:
        return
    y += 26
    if y + 2 * ROW > LAST:
        y = _next(paper, foot)
    paper.text(MARGIN, y, _("Corrections"), size=13, weight="Bold")
    y += 16
    for play in plays:
        if y > LAST:
            y = _next(paper, foot)
        paper.text(MARGIN, y, f"{play['period_label']} {play['clock']}", size=8, grey=0.35, room=54)
        paper.text(MARGIN + 58, y, play["text"], size=8.5, room=225)
        paper.text(MARGIN + 290, y, play["reason"] or "–", size=8.5, room=INNER - 370, grey=0.2)
        paper.text(MARGIN + INNER, y, play["actor"], size=8, align="right", room=74, grey=0.35)
        paper.rule(MARGIN, y + 3, INNER, thick=0.2, grey=0.8)
        y += 12


def _next(paper: Paper, foot: Callable[[], None]) -> float:
    paper.turn()
    foot()
    return MARGIN + 14
