"""What the rows of one product ask for, beside what it is now: only what differs is a change."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from market.catalog.checking import TierAsked
from market.catalog.copies import WorkingCopy
from market.catalog.imports.cells import is_yes
from market.catalog.imports.columns import ATTRIBUTE, PRICE, SUGGESTED, TAGS_APART, TIER
from market.catalog.kinds import Type, kind_of
from market.catalog.refusals import ProductNotValid
from project.base.money import AmountNotValid, read_amount

type Cells = Mapping[str, str]


def wanted_fields(kind: str, cells: Cells, now: WorkingCopy | None) -> dict[str, Any]:
    """The fields that a row names, as `change_product` takes them. A column that is not there changes nothing."""
    told: dict[str, Any] = {
        name: cells[name] for name in ("title", "tagline", "description", "category") if name in cells
    }
    if "category" in told:
        told["category"] = told["category"].strip().strip("/")
    if "tags" in cells:
        told["tags"] = [word for word in cells["tags"].split(TAGS_APART) if word.strip()]
    if any(name.startswith(ATTRIBUTE) for name in cells):
        told["attributes"] = _attributes(kind, cells, dict(now.attributes) if now else {})
    return told


def wanted_tiers(rows: Sequence[Cells], now: WorkingCopy | None) -> list[TierAsked] | None:
    """All the tiers that the rows of a product name, in their order; None where they name none.

    Raises `ProductNotValid`, with `tiers.<place of the row>.<field>` for what cannot be read.
    """
    if not any(row.get("tier") or row.get("tier_id") for row in rows):
        return None
    known = list(now.tiers) if now else []
    asked, problems = [], dict[str, str]()
    for place, row in enumerate(rows):
        try:
            asked.append(_tier(row, _same(row, known)))
        except ProductNotValid as refusal:
            problems |= {f"tiers.{place}.{name}": words for name, words in refusal.fields.items()}
    if problems:
        raise ProductNotValid(problems)
    return asked


def _attributes(kind: str, cells: Cells, kept: dict[str, Any]) -> dict[str, Any]:
    for attribute in kind_of(kind).attributes:
        cell = cells.get(f"{ATTRIBUTE}{attribute.name}")
        if cell is None:
            continue
        several = [one.strip() for one in cell.split(TAGS_APART) if one.strip()]
        kept[attribute.name] = several if attribute.type is Type.CHOICES else cell.strip()
    others = {name for name, cell in cells.items() if name.startswith(ATTRIBUTE) and cell.strip()}
    for name in others - {f"{ATTRIBUTE}{attribute.name}" for attribute in kind_of(kind).attributes}:
        kept[name.removeprefix(ATTRIBUTE)] = cells[name]
    return {name: value for name, value in kept.items() if value not in ("", [])}


def _same(row: Cells, known: Sequence[TierAsked]) -> TierAsked | None:
    """The tier that a row is about: by its id, else by its name."""
    wanted, name = row.get("tier_id", "").strip(), row.get("tier", "").strip().casefold()
    if wanted:
        return next((tier for tier in known if tier.id == wanted), TierAsked(id=wanted, name=row.get("tier", "")))
    return next((tier for tier in known if tier.name.casefold() == name), None)


def _tier(row: Cells, now: TierAsked | None) -> TierAsked:
    now = now or TierAsked(name=row.get("tier", ""))
    cells = {name: row[name].strip() for name in TIER if name in row}
    pricing = cells.get("pricing", now.pricing) or now.pricing
    return TierAsked(
        id=now.id,
        name=cells.get("tier") or now.name,
        about=cells.get("tier_about", now.about),
        pricing=pricing,
        interval=cells.get("interval", now.interval),
        prices=_amounts(row, PRICE, now.prices),
        suggested=_amounts(row, SUGGESTED, now.suggested),
        stock=_number("stock", cells["stock"]) if "stock" in cells else now.stock,
        most=_number("most", cells.get("most", "")) or now.most,
        is_active=is_yes(cells["active"]) if cells.get("active") else now.is_active,
    )


def _amounts(row: Cells, which: str, now: Mapping[str, int]) -> dict[str, int]:
    amounts = dict(now)
    for code in settings.CURRENCIES:
        cell = row.get(f"{which}{code.lower()}")
        if cell is None:
            continue
        amounts.pop(code, None)
        if cell.strip():
            amounts[code] = _amount(f"{'prices' if which == PRICE else 'suggested'}.{code}", cell, code)
    return amounts


def _amount(field: str, cell: str, code: str) -> int:
    try:
        return read_amount(cell, code)
    except AmountNotValid as refusal:
        raise ProductNotValid({field: str(refusal)}) from refusal


def _number(field: str, cell: str) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 10:
        raise ProductNotValid({field: _("This is a whole number.")})
    return int(cell)
