"""What one reader was told of one topic: runs of frames, each begun by a snapshot."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from realtime.topics import Mode


@dataclass(slots=True)
class Stretch:
    """All since the server said plainly to start again: a snapshot at `start`, then frames with their positions."""

    epoch: str
    start: int
    snapshot: dict[str, Any]
    frames: list[tuple[int, str]] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The last position told."""
        return self.frames[-1][0] if self.frames else self.start


@dataclass(slots=True)
class Record:
    """One topic as one reader heard it, from its first answer on."""

    topic: str
    mode: Mode
    stretches: list[Stretch] = field(default_factory=list)

    def shown(self, *, epoch: str, seq: int, snapshot: dict[str, Any]) -> None:
        """A snapshot replaced what was held."""
        self.stretches.append(Stretch(epoch, seq, snapshot))

    def told(self, seq: int, frame: str) -> None:
        """An event was added to what is held."""
        self.stretches[-1].frames.append((seq, frame))

    @property
    def told_in_all(self) -> int:
        """How many events were told."""
        return sum(len(stretch.frames) for stretch in self.stretches)

    @property
    def resets(self) -> int:
        """How often it had to start again after the first answer."""
        return max(0, len(self.stretches) - 1)

    @property
    def unasked_resets(self) -> int:
        """How many of them no new epoch made necessary."""
        return sum(1 for before, after in pairwise(self.stretches) if before.epoch == after.epoch)
