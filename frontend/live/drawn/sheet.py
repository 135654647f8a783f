"""The game sheet: both teams on the first page with room for signatures, the running score and corrections behind."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.drawn.paper import HEIGHT, INNER, MARGIN, Paper
from frontend.live.drawn.running import corrections, running_score
from frontend.live.drawn.sheet_facts import SheetFacts
from frontend.live.drawn.teams import line_score, team_table

HALF = INNER / 2
GAP = 14
SIGNED_BY = (
    gettext_lazy("Scorer"),
    gettext_lazy("Timer"),
    gettext_lazy("Shot-clock operator"),
    gettext_lazy("Referee"),
    gettext_lazy("Umpire"),
)


def sheet_of(facts: SheetFacts) -> bytes:
    """The sheet as PDF: the same facts give the same bytes."""
    paper = Paper(title=f"{facts.home.box['name']} – {facts.away.box['name']}")
    _head(paper, facts)
    y = line_score(paper, facts, y=158)
    for at, team in ((MARGIN, facts.home), (MARGIN + HALF + GAP / 2, facts.away)):
        team_table(paper, team, x=at, y=y + 26, width=HALF - GAP / 2)
    _signatures(paper)
    _foot(paper, facts)
    if facts.scores or facts.corrections:
        paper.turn()
        _foot(paper, facts)
        y = running_score(paper, facts, foot=lambda: _foot(paper, facts))
        corrections(paper, facts.corrections, y=y, foot=lambda: _foot(paper, facts))
    return paper.finished()


def _head(paper: Paper, facts: SheetFacts) -> None:
    paper.text(MARGIN, 54, facts.title, size=18, weight="Bold", room=INNER - 160)
    paper.text(MARGIN + INNER, 54, _standing(facts), size=12, weight="Bold", room=155, align="right")
    began = date_format(facts.begins_at, "j F Y, H:i") + " UTC"
    paper.text(MARGIN, 70, f"{began} · {facts.rules}", grey=0.3, room=INNER - 210)
    if facts.corrected_at:
        when = date_format(facts.corrected_at, "j M Y, H:i") + " UTC"
        note = _("Corrected after the final, last on %(when)s") % {"when": when}
        paper.text(MARGIN + INNER, 70, note, align="right", room=205, weight="Semibold")
    paper.rule(MARGIN, 80, INNER, thick=1.2, grey=0)
    middle = MARGIN + HALF
    for x, align, team in ((MARGIN, "left", facts.home), (MARGIN + INNER, "right", facts.away)):
        paper.bar(x if align == "left" else x - 6, 92, 6, 40, team.box["colour"])
        inward = 14 if align == "left" else -14
        paper.text(
            x + inward,
            119,
            team.box["name"],
            size=17,
            weight="Semibold",
            room=HALF - 80,
            align="left" if align == "left" else "right",
        )
    total = [sum(period[team] for period in facts.periods) for team in ("home", "away")]
    paper.text(middle, 123, f"{total[0]} – {total[1]}", size=30, weight="Bold", align="middle", room=150)


def _standing(facts: SheetFacts) -> str:
    if not facts.is_final:
        return facts.stands
    return _("Final, corrected") if facts.corrected_at else _("Final")


def _signatures(paper: Paper) -> None:
    y, width = HEIGHT - 74, (INNER - 4 * 12) / len(SIGNED_BY)
    for number, who in enumerate(SIGNED_BY):
        x = MARGIN + number * (width + 12)
        paper.rule(x, y, width, thick=0.8, grey=0)
        paper.text(x, y + 11, str(who), size=8, grey=0.3, room=width)


def _foot(paper: Paper, facts: SheetFacts) -> None:
    counted = _("Rialto · %(slug)s · as of play %(position)d") % {"slug": facts.slug, "position": facts.position}
    paper.text(MARGIN, HEIGHT - 30, counted, size=7.5, grey=0.4)
