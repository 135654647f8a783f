"""The newest frames of one topic, contiguous up to its position and bounded in number and bytes."""

from collections import deque
from itertools import islice

Row = tuple[int, str]


class Tail:
    """A bounded run of frames. `floor` is the position just before the oldest frame held."""

    __slots__ = ("bytes", "floor", "frames", "max_bytes", "max_frames")

    def __init__(self, max_frames: int, max_bytes: int) -> None:
        self.max_frames = max_frames
        self.max_bytes = max_bytes
        self.restart(0, [])

    def restart(self, head: int, rows: list[Row]) -> None:
        """Forget everything and hold `rows`, which end at `head` (or hold nothing when there are none)."""
        self.frames: deque[Row] = deque()
        self.bytes = 0
        self.floor = rows[0][0] - 1 if rows else head
        for seq, frame in rows:
            self.append(seq, frame)

    def append(self, seq: int, frame: str) -> None:
        """Add the next frame; the oldest leave when a bound is passed."""
        self.frames.append((seq, frame))
        self.bytes += len(frame)
        while len(self.frames) > self.max_frames or self.bytes > self.max_bytes:
            dropped, text = self.frames.popleft()
            self.bytes -= len(text)
            self.floor = dropped

    def reach_back(self, rows: list[Row]) -> None:
        """Put older rows in front: they end where this tail begins, or overlap it."""
        older = [row for row in rows if row[0] <= self.floor]
        if older and older[-1][0] == self.floor:
            self.restart(self.floor, [*older, *self.frames])

    def covers(self, since: int) -> bool:
        """Whether every frame after `since` is held."""
        return since >= self.floor

    def after(self, since: int) -> list[Row]:
        """The frames after `since`, oldest first."""
        return list(islice(self.frames, max(0, since - self.floor), None))
