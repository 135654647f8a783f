"""A paper of an order as PDF: who bills whom, every line, and how the total came to be."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from frontend.countries import COUNTRIES
from frontend.drawn.lettering import Weight
from frontend.drawn.paper import HEIGHT, INNER, MARGIN, Paper
from market.orders.models import Paper as Row
from market.orders.models import PaperKind
from project.base.money import written

LAST_LINE = HEIGHT - 150
AMOUNT, UNIT, COUNT = MARGIN + INNER, MARGIN + INNER - 110, MARGIN + INNER - 190
NAMES = dict(COUNTRIES)
type Facts = dict[str, Any]


def written_number(row: Row) -> str:
    """`2026-000042`."""
    return f"{row.year}-{row.number:06d}"


def drawn(row: Row) -> bytes:
    """The paper as PDF; the same row gives the same bytes."""
    paper = Paper(title=f"{titled(row)} {written_number(row)}")
    _head(paper, row)
    y = _people(paper, row.facts)
    y = _lines(paper, row, y + 30)
    _sums(paper, row, y)
    _foot(paper, row)
    return paper.finished()


def titled(row: Row) -> str:
    """What kind of paper, as its title says it."""
    titles = {
        PaperKind.INVOICE: _("Invoice"),
        PaperKind.RECEIPT: _("Receipt"),
        PaperKind.CREDIT_NOTE: _("Credit note"),
    }
    return titles[PaperKind(row.kind)]


def sums_of(row: Row) -> Iterator[tuple[str, int]]:
    """The figures under the lines, each with its name; the last is the total. What goes back is below zero."""
    facts = row.facts
    if row.kind == PaperKind.CREDIT_NOTE:
        yield _("Paid"), facts["total_minor"]
        yield _("Credited"), -int(facts["refund"]["amount_minor"])
        return
    yield _("Subtotal"), facts["subtotal_minor"]
    if facts["discount_minor"]:
        yield _("Discount"), -facts["discount_minor"]
    if facts["tax_minor"]:
        yield _("Tax"), facts["tax_minor"]
    yield _("Total"), facts["total_minor"]


def _head(paper: Paper, row: Row) -> None:
    paper.text(MARGIN, 58, "Rialto", size=22, weight="Bold")
    paper.text(AMOUNT, 52, titled(row), size=16, weight="Semibold", align="right", room=260)
    paper.text(AMOUNT, 68, written_number(row), size=11, align="right", room=260)
    paper.rule(MARGIN, 82, INNER, thick=1.2, grey=0)
    for at, (name, text) in enumerate(_about(row)):
        paper.text(MARGIN, 100 + 14 * at, name, grey=0.4, room=90)
        paper.text(MARGIN + 95, 100 + 14 * at, text, room=INNER - 100)


def _about(row: Row) -> Iterator[tuple[str, str]]:
    yield _("Issued"), _moment(row.issued_at)
    yield _("Order"), row.facts["order"]
    if row.facts["paid_at"]:
        yield _("Paid"), _moment(datetime.fromisoformat(row.facts["paid_at"]))
    if row.kind == PaperKind.CREDIT_NOTE:
        yield _("Why"), str(row.facts["refund"].get("reason", ""))


def _people(paper: Paper, facts: Facts) -> float:
    y = 176.0
    paper.text(MARGIN, y, _("Billed to"), weight="Semibold", size=10)
    for line in _billed(facts["billing"]):
        y += 14
        paper.text(MARGIN, y, line, size=10)
    return y


def _billed(billing: dict[str, str]) -> Iterator[str]:
    yield from filter(None, (billing.get(name, "") for name in ("company", "name", "line1", "line2")))
    place = " ".join(filter(None, (billing.get("postcode", ""), billing.get("city", ""))))
    yield from filter(None, (place, str(NAMES.get(billing.get("country", ""), ""))))
    if tax_id := billing.get("tax_id"):
        yield _("Tax number %(number)s") % {"number": tax_id}


def _lines(paper: Paper, row: Row, y: float) -> float:
    facts, currency = row.facts, row.facts["currency"]
    y = _columns(paper, y)
    for line in facts["lines"]:
        if y > LAST_LINE:
            _foot(paper, row)
            paper.turn()
            y = _columns(paper, 60)
        gross = line["unit_minor"] * line["quantity"]
        paper.text(MARGIN, y, line["title"], size=10, weight="Semibold", room=INNER - 210)
        paper.text(MARGIN, y + 12, f"{line['tier']} · {line['seller']}", size=8.5, grey=0.35, room=INNER - 210)
        paper.text(COUNT, y, str(line["quantity"]), size=10, align="right", room=60)
        paper.text(UNIT, y, written(line["unit_minor"], currency), size=10, align="right", room=90)
        paper.text(AMOUNT, y, written(gross, currency), size=10, align="right", room=100)
        y = _beneath(paper, line, currency, y + 12) + 18
        paper.rule(MARGIN, y - 10, INNER)
    return y


def _columns(paper: Paper, y: float) -> float:
    heads: tuple[tuple[float, str], ...] = ((COUNT, _("Quantity")), (UNIT, _("Each")), (AMOUNT, _("Amount")))
    paper.text(MARGIN, y, _("What"), grey=0.4)
    for x, name in heads:
        paper.text(x, y, name, grey=0.4, align="right", room=90)
    paper.rule(MARGIN, y + 5, INNER, grey=0.3)
    return y + 20


def _beneath(paper: Paper, line: Facts, currency: str, y: float) -> float:
    """What is taken off a line or added to it, each in a row of its own on the right."""
    more: tuple[tuple[str, int], ...] = ((_("Discount"), -line["discount_minor"]), (_("Tax"), line["tax_minor"]))
    for name, amount in more:
        if amount:
            paper.text(UNIT, y, name, size=8.5, grey=0.35, align="right", room=90)
            paper.text(AMOUNT, y, written(amount, currency), size=8.5, grey=0.35, align="right", room=100)
            y += 12
    return y


def _sums(paper: Paper, row: Row, y: float) -> None:
    sums = list(sums_of(row))
    if y + 16 * len(sums) > HEIGHT - 90:
        _foot(paper, row)
        paper.turn()
        y = 60
    for at, (name, amount) in enumerate(sums):
        weight: Weight = "Bold" if at == len(sums) - 1 else "Regular"
        size = 12.0 if weight == "Bold" else 10.0
        y += 16
        paper.text(UNIT, y, name, size=size, weight=weight, align="right", room=160)
        paper.text(AMOUNT, y, written(amount, row.facts["currency"]), size=size, weight=weight, align="right", room=105)


def _foot(paper: Paper, row: Row) -> None:
    paper.rule(MARGIN, HEIGHT - 52, INNER)
    said = [settings.PUBLIC_URL or "Rialto"]
    if row.facts["tax"]["method"] == "none":
        said.append(_("No tax is charged."))
    paper.text(MARGIN, HEIGHT - 38, " · ".join(said), size=8, grey=0.4)
    paper.text(AMOUNT, HEIGHT - 38, written_number(row), size=8, grey=0.4, align="right", room=120)


def _moment(at: datetime) -> str:
    return date_format(at, "j F Y, H:i") + " UTC"
