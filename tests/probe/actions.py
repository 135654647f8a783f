"""The probe's one write: a value, with the events that tell of it."""

from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from realtime.events import Event
from realtime.publish import publish
from tests.probe.models import Mark


@dataclass(frozen=True, kw_only=True)
class MarkMade(Event):
    """A value was added to a key; `kind` says which of the key's topics is told."""

    name: ClassVar[str] = "mark.made"
    kind: str
    key: str
    value: int
    filler: str = ""

    @property
    def topic(self) -> str:
        """The topic of this kind and key."""
        return f"{self.kind}.{self.key}"


def make_mark(*, key: str, value: int, kinds: tuple[str, ...] = ("log",), filler: str = "") -> None:
    """Store a value and tell the topics of these kinds, in one transaction."""
    with transaction.atomic():
        Mark.objects.create(key=key, value=value)
        publish(*(MarkMade(kind=kind, key=key, value=value, filler=filler) for kind in kinds))
