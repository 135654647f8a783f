"""What is told about people: to themselves, and to staff."""

from dataclasses import dataclass
from typing import ClassVar

from realtime.events import Event, Whole

DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Whole):
    """Everything there is to tell one person about themselves, whole."""

    name: ClassVar[str] = "person.changed"
    kind: ClassVar[str] = "person"


@dataclass(frozen=True, kw_only=True)
class ApplicationsChanged(Event):
    """Another application waits for staff, or one less."""

    name: ClassVar[str] = "applications.changed"
    waiting: int

    @property
    def topic(self) -> str:
        """Staff's list."""
        return f"applications.{DESK}"
