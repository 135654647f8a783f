"""What a server owes one connection: after an answer, every frame in its place.

A browser would heal what is found here, so nobody else would notice.
"""

from dataclasses import dataclass, field
from typing import Any

import orjson

from realtime.topics import Mode

Frame = dict[str, Any]


@dataclass(slots=True)
class Wire:
    """The positions that one connection was given; `faults` says where the server broke its word."""

    modes: dict[str, Mode]
    name: str
    given: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def received(self, frame: Frame, raw: str) -> None:
        """Look at one frame before anybody else does."""
        if frame["type"] == "event":
            self._event(frame)
        elif frame["type"] == "subscribed":
            self._answer(frame, raw)

    def _event(self, frame: Frame) -> None:
        topic, seq = frame["topic"], frame["seq"]
        before = self.given.get(topic)
        self.given[topic] = seq
        if before is None:
            self._complain(topic, f"event {seq} before any answer")
        elif seq != before + 1 and (self.modes[topic] is Mode.LOG or seq <= before):
            self._complain(topic, f"event {seq} after {before}")

    def _answer(self, frame: Frame, raw: str) -> None:
        topic, seq = frame["topic"], frame["seq"]
        self.given[topic] = seq
        if not frame["recovered"]:
            return
        seqs = [event["seq"] for event in frame["events"]]
        if seqs and seqs != list(range(seq - len(seqs) + 1, seq + 1)):
            self._complain(topic, f"answered at {seq} with {seqs}")
        if ",".join(map(frame_text, frame["events"])) not in raw:
            self._complain(topic, f"answered at {seq} with frames of another spelling")

    def _complain(self, topic: str, what: str) -> None:
        self.faults.append(f"{self.name}, {topic}: {what}")


def frame_text(event: Frame) -> str:
    """The one spelling of a frame."""
    return orjson.dumps(event).decode()
