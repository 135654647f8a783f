"""The running score in columns, and every correction with its reason."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from frontend.live.drawn.paper import HEIGHT, INNER, MARGIN, Paper
from frontend.live.drawn.sheet_facts import SheetFacts

COLUMNS, ROW, LAST = 4, 10.6, HEIGHT - 48
WIDTH = (INNER - (COLUMNS - 1) * 12) / COLUMNS
Play = dict[str, Any]


def running_score(paper: Paper, facts: SheetFacts, *, y: float) -> float:
    """Every score in order, down one column after the other; says where the longest ended."""
    paper.text(MARGIN, y, _("Running score"), size=13, weight="Bold")
    lines: list[Play | str] = []
    for label, plays in groupby(facts.scores, key=lambda play: play["period_label"]):
        lines += [label, *plays]
    # As even as it gets, as long as all of it fits.
    height = max(-(-len(lines) // COLUMNS), 12)
    top = y + 18
    for number, line in enumerate(lines):
        column, row = divmod(number, height)
        if column >= COLUMNS:
            break
        _line(paper, line, x=MARGIN + column * (WIDTH + 12), y=top + row * ROW)
    return top + min(height, max(1, len(lines))) * ROW


def _line(paper: Paper, line: Play | str, *, x: float, y: float) -> None:
    if isinstance(line, str):
        paper.text(x, y, line, size=8, weight="Bold")
        paper.rule(x, y + 2.5, WIDTH, thick=0.5, grey=0.3)
        return
    paper.text(x, y, line["clock"], size=7.5, grey=0.35, room=32)
    number = line["player"]["number"] if line["player"] else ""
    scored = f"{number}  {line['points']:+d}".strip()
    at = x + 64 if line["team"] == "home" else x + WIDTH
    paper.text(at, y, scored, size=8, align="right", room=32)
    score = f"{line['home']}–{line['away']}"
    paper.text(x + WIDTH - 42, y, score, size=8, weight="Semibold", align="middle", room=40)
    paper.rule(x, y + 2.5, WIDTH, thick=0.2, grey=0.8)


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
