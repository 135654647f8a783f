"""What belongs into a copy of somebody's data: every room says what it holds, or why a table is left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

type Rows = Callable[[int], Iterable[dict[str, Any]]]
# The name in the archive, and the path in private storage.
type Files = Callable[[int], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one room gives: rows for `<name>.json`, and files for `<name>/`."""

    name: str
    rows: Rows
    files: Files | None = None


_parts: dict[str, Part] = {}
_covered: dict[str, str] = {}
_left_out: dict[str, str] = {}


def register_export(name: str, *, rows: Rows, covers: Iterable[str] = (), files: Files | None = None) -> None:
    """Put the rows of a person (a function of their pk) into every export as `<name>.json`.

    `covers` are the tables (`app.Model`) whose rows about people are in there.
    """
    _parts[name] = Part(name=name, rows=rows, files=files)
    _covered.update(dict.fromkeys(covers, name))


def leave_out(tables: Iterable[str], *, because: str) -> None:
    """Say why the rows of these tables (`app.Model`) that point to people are in no export."""
    _left_out.update(dict.fromkeys(tables, because))


def parts() -> list[Part]:
    """Every part, in the order of registration."""
    return list(_parts.values())


def accounted_for() -> frozenset[str]:
    """The tables that are covered or left out by name."""
    return frozenset(_covered) | frozenset(_left_out)
