"""The products of the demo as they are written down in the tables beside."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from market.catalog.models import ProductKind

FOLDER = Path(__file__).parent
ONE_VERSION = (("1.0", "First release."),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One product. `gets` and `limits` become lists in its description; `files` are names, drawn by `demo.goods`."""

    kind: str
    by: str
    at: str
    title: str
    tagline: str
    about: str
    gets: tuple[str, ...]
    limits: tuple[str, ...] = ()
    attributes: Mapping[str, Any]
    tags: str = ""
    tiers: tuple[Mapping[str, Any], ...]
    content: str = ""
    preview: str = ""
    files: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = field(default=ONE_VERSION)
    state: str = "approved"

    @property
    def description(self) -> str:
        """What its page says, as Markdown."""
        parts = [self.about, _listed("What you get", self.gets), _listed("Good to know", self.limits)]
        return "\n\n".join(part for part in parts if part)

    @property
    def tag_names(self) -> list[str]:
        """The words on it."""
        return [one for one in self.tags.split(";") if one]


def read_things() -> list[Thing]:
    """Every product, kind by kind."""
    return [
        Thing(kind=kind, **one)
        for kind in ProductKind.values
        for one in tomllib.loads((FOLDER / f"{kind}.toml").read_text())["thing"]
    ]


def in_currencies(cents: int) -> dict[str, int]:
    """An amount in dollars, and what its seller asks for it elsewhere: round figures, no rates."""
    return {"USD": cents, "EUR": cents, "GBP": cents * 8 // 100 * 10, "JPY": cents * 3 // 20 * 10}


def _listed(heading: str, lines: tuple[str, ...]) -> str:
    return "\n".join([f"### {heading}", "", *(f"- {line}" for line in lines)]) if lines else ""
