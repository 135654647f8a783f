"""What other rooms show of a person on their page: each registers a section, and says what is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from project.accounts.models import User

type Facts = Callable[[User], dict[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A section that has something to show."""

    name: str
    template: str
    facts: dict[str, Any]


_sections: dict[str, tuple[str, Facts]] = {}


def register_section(name: str, *, template: str, facts: Facts) -> None:
    """Show this template on people's pages; `facts` are of one person, and None leaves the section out."""
    _sections[name] = (template, facts)


def sections_of(person: User) -> list[Shown]:
    """The sections that have something to show of this person."""
    found = ((name, template, facts(person)) for name, (template, facts) in _sections.items())
    return [Shown(name=name, template=template, facts=facts) for name, template, facts in found if facts is not None]
