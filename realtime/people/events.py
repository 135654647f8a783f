"""What is told about people: to themselves, and to staff."""

from dataclasses import dataclass
from typing import ClassVar

from realtime.events import Event
from realtime.topics import Json

DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """Everything there is to tell one person about themselves, whole."""

    name: ClassVar[str] = "person.changed"
    person: str
    value: Json

    @property
    def topic(self) -> str:
        """The person's own."""
        return f"person.{self.person}"

    def data(self) -> Json:
        """The parts by name: they replace what was there."""
        return self.value


@dataclass(frozen=True, kw_only=True)
class ApplicationsChanged(Event):
    """Another application waits for staff, or one less."""

    name: ClassVar[str] = "applications.changed"
    waiting: int

    @property
    def topic(self) -> str:
        """Staff's list."""
        return f"applications.{DESK}"
