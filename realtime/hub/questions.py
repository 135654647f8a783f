"""What streams ask of the database, and what it may answer."""

from dataclasses import dataclass, field

from realtime.hub.tail import Row
from realtime.topics import Kind


@dataclass(frozen=True, slots=True)
class Since:
    """Where a client stopped."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class Want:
    """What the database should be asked: rows after `after` (None: none), and the snapshot if it is wanted or if the
    rows cannot bring every one of `resuming` up to date."""

    topic: str
    kind: Kind
    after: int | None
    resuming: tuple[Since, ...] = ()
    snapshot: bool = False
    expected: int = 0


@dataclass(slots=True)
class Reading:
    """What one consistent look at the database showed. `expected` is the position held when it was asked for."""

    epoch: str
    head: int
    rows: list[Row] = field(default_factory=list)
    snapshot: str | None = None
    expected: int = 0


class Missing:
    """The topic's owner says that nothing of that key exists."""


class Failed:
    """The database or the snapshot failed; the reason is logged, and the question will be asked again."""


Outcome = Reading | Missing | Failed
