"""What is told about people: to themselves, and to staff."""

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from realtime.events import Whole

DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Whole):
    """Everything there is to tell one person about themselves, whole."""

    name: ClassVar[str] = "person.changed"
    kind: ClassVar[str] = "person"


class Waiting(TypedDict):
    """How many of something wait for staff."""

    waiting: int


@dataclass(frozen=True, kw_only=True)
class ApplicationsChanged(Whole):
    """Another application waits for staff, or one less."""

    name: ClassVar[str] = "applications.changed"
    kind: ClassVar[str] = "applications"
