"""A seller's listings as a table that can be sent again: a row a tier, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from market.catalog.checking import TierAsked
from market.catalog.copies import PLAIN, WorkingCopy
from market.catalog.imports.cells import amount_cell, guarded
from market.catalog.imports.columns import ATTRIBUTE, PRICE, SUGGESTED, TAGS_APART, all_columns
from market.catalog.models import Product
from market.catalog.studio import products_of, working_copy_of

# Excel takes a file for UTF-8 only when it begins so.
MARK = "\ufeff"
TEXTS = tuple(name for name in PLAIN if name not in {"tags", "attributes"})


def export_lines(seller_id: int) -> Iterator[str]:
    """The lines of the table, its heading first."""
    columns = all_columns()
    yield MARK + _line(columns)
    for product in products_of(seller_id).iterator(chunk_size=200):
        for row in _rows(product):
            yield _line([guarded(row.get(column, "")) for column in columns])


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _rows(product: Product) -> Iterator[dict[str, str]]:
    copy = working_copy_of(product)
    first = {**_fields(product, copy), **_attributes(copy)}
    tiers: list[TierAsked | None] = [*copy.tiers] or [None]
    for place, tier in enumerate(tiers):
        row = dict(first) if place == 0 else {"id": product.public_id, "slug": product.slug}
        if tier is not None:
            row |= {
                "tier_id": tier.id or "",
                "tier": tier.name,
                "tier_about": tier.about,
                "pricing": str(tier.pricing),
                "interval": str(tier.interval),
                "stock": "" if tier.stock is None else str(tier.stock),
                "most": str(tier.most),
                "active": "yes" if tier.is_active else "no",
                **{f"{PRICE}{code.lower()}": amount_cell(minor, code) for code, minor in tier.prices.items()},
                **{f"{SUGGESTED}{code.lower()}": amount_cell(minor, code) for code, minor in tier.suggested.items()},
            }
        yield row


def _fields(product: Product, copy: WorkingCopy) -> dict[str, str]:
    return {
        "id": product.public_id,
        "slug": product.slug,
        "kind": product.kind,
        **{name: getattr(copy, name) for name in TEXTS},
        "tags": TAGS_APART.join(copy.tags),
        "state": product.state,
        "paused": "yes" if product.is_paused else "no",
        "url": f"/products/{product.slug}/",
    }


def _attributes(copy: WorkingCopy) -> dict[str, str]:
    told = {}
    for name, value in copy.attributes.items():
        if isinstance(value, bool):
            told[name] = "yes" if value else "no"
        else:
            told[name] = TAGS_APART.join(value) if isinstance(value, list) else str(value)
    return {f"{ATTRIBUTE}{name}": value for name, value in told.items()}
