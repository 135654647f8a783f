"""A table as it was sent, read into rows: whatever its encoding and whatever stands between its cells."""

import codecs
import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from market.catalog.imports.cells import unguarded
from market.catalog.imports.columns import KEYS, TOLD, all_columns
from project.base.errors import Refusal
from project.base.visible import visible

MOST_ROWS, MOST_BYTES, MOST_CELL = 5000, 4_194_304, 25_000
DELIMITERS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class TableNotReadable(Refusal):
    """No table, or one without the columns that are needed; `columns` are those that are not known."""

    status = 422
    message = _("This table cannot be read.")


class TableTooLarge(Refusal):
    """More rows or bytes than are worked off at once; `most` says how many rows."""

    status = 413
    message = _("This table is too large.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row by its number in the table, the heading being 1."""

    number: int
    key: str
    cells: dict[str, str]


def read_table(content: bytes) -> list[Row]:
    """The rows of a table. Raises `TableNotReadable`, `TableTooLarge`."""
    if len(content) > MOST_BYTES:
        raise TableTooLarge(most=MOST_ROWS)
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[Row] = []
    try:
        headings = [_heading(cell) for cell in next(reader, [])]
        _ask_headings(headings)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(reader.line_num, headings, cells))
            if len(rows) > MOST_ROWS:
                raise TableTooLarge(most=MOST_ROWS)
    except csv.Error as error:
        raise TableNotReadable(line=reader.line_num) from error
    if not rows:
        raise TableNotReadable(_("There is no row in this table."))
    return rows


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # What spreadsheets of the west write when they are not asked.
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise TableNotReadable
    return text


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(DELIMITERS, key=heading.count)


def _heading(cell: str) -> str:
    return "_".join(visible(cell).strip().lower().split())


def _ask_headings(headings: list[str]) -> None:
    known = {*all_columns(), *TOLD}
    if unknown := [name[:60] for name in headings if name and name not in known]:
        raise TableNotReadable(_("There are columns that are not known."), columns=unknown[:20])
    if not set(headings) & set(KEYS) or len({*headings}) != len(headings):
        raise TableNotReadable(_("A table needs a column “id” or “slug”, and each column once."))


def _row(number: int, headings: list[str], cells: list[str]) -> Row:
    told = {name: unguarded(cell)[:MOST_CELL] for name, cell in zip(headings, cells, strict=False) if name}
    key = (told.get("id") or told.get("slug") or "").strip()[:100]
    return Row(number=number, key=key, cells=told)
