"""What an event is, and the one place where its frame is spelled."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, ClassVar

import orjson

from realtime.topics import Json


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense. Its audience is its topic, so a caller cannot choose a wrong one.

    Everybody who may join the topic may read all of `data`: it never holds what only some of them may know.
    """

    name: ClassVar[str]

    @property
    def topic(self) -> str:
        """The topic this fact belongs to, `kind.key`."""
        raise TypeError(f"{type(self).__name__} names no topic")

    def data(self) -> Json:
        """What the listeners are told: by default every field."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Whole(Event):
    """An event whose data is the value of its topic, `<kind>.<key>`: it replaces what was there.

    `value` is asked once the topic is locked, and reads its rows anew: of two who change at once what it sums up, the
    later tells both.
    """

    kind: ClassVar[str]
    key: str
    value: Callable[[], Json]

    @property
    def topic(self) -> str:
        """The one whose value it is."""
        return f"{self.kind}.{self.key}"

    def data(self) -> Json:
        """The value as it now is."""
        return self.value()


def encode(value: Any) -> str:
    """Compact JSON."""
    return orjson.dumps(value).decode()


def utc_text(at: datetime) -> str:
    """`2026-11-21T08:00:00.123Z`: milliseconds are as fine as a page can show."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def frame_halves(event: Event, *, at: datetime) -> tuple[str, str]:
    """The event's frame before and after its position, which only the database knows."""
    before = f'{{"type":"event","topic":"{event.topic}","seq":'
    after = f',"name":"{event.name}","data":{encode(event.data())},"at":"{utc_text(at)}"}}'
    return before, after
