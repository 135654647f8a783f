"""What a reader holds of each topic: the browser's own machine (`live/state.js`) over again.

A frame goes in, effects come out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from realtime.topics import Mode

Frame = dict[str, Any]
RETRY = frozenset({"unavailable", "rate_limited"})


@dataclass(frozen=True, slots=True)
class Send:
    """Say this frame to the server."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Told:
    """One event that counts; `replayed` when it came in an answer."""

    event: Frame
    replayed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Forget what was held: this answer carries a snapshot."""

    answer: Frame


@dataclass(frozen=True, slots=True)
class Later:
    """Ask again for this topic after a while."""

    topic: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The topic is no longer held, because the server said so."""

    topic: str
    code: str


Effect = Send | Told | Shown | Later | Refused


@dataclass(slots=True)
class Held:
    """One topic: where it stands, the answer it waits for, and whether to ask again after that."""

    mode: Mode
    epoch: str | None = None
    seq: int = 0
    asked: int | None = None
    again: bool = False

    @property
    def since(self) -> Frame | None:
        """The position to resume from, None when there is none."""
        return None if self.epoch is None else {"epoch": self.epoch, "seq": self.seq}


@dataclass(slots=True)
class ClientState:
    """All topics of one reader."""

    topics: dict[str, Held]
    next_id: int = 1
    _takers: dict[str, Any] = field(init=False)

    @classmethod
    def of(cls, modes: Mapping[str, Mode]) -> "ClientState":
        """A reader that has not been told anything yet."""
        return cls({topic: Held(mode) for topic, mode in modes.items()})

    def __post_init__(self) -> None:
        self._takers = {
            "welcome": self._welcomed,
            "subscribed": self._subscribed,
            "event": self._heard,
            "heartbeat": self._heartbeat,
            "revoked": self._revoked,
            "error": self._refused,
        }

    def receive(self, frame: Frame) -> list[Effect]:
        """Apply one frame."""
        taker = self._takers.get(frame["type"])
        return taker(frame) if taker else []

    def ask(self, topic: str) -> list[Effect]:
        """Ask for a topic from where it stopped; while one answer is awaited, remember to ask again."""
        held = self.topics.get(topic)
        if held is None:
            return []
        if held.asked is not None:
            held.again = True
            return []
        held.asked, self.next_id = self.next_id, self.next_id + 1
        return [Send({"type": "subscribe", "id": held.asked, "topic": topic, "since": held.since})]

    def forget_answers(self) -> None:
        """Answers to what an old connection asked will never come."""
        for held in self.topics.values():
            held.asked, held.again = None, False

    def _welcomed(self, _frame: Frame) -> list[Effect]:
        self.forget_answers()
        return [effect for topic in self.topics for effect in self.ask(topic)]

    def _heard(self, event: Frame) -> list[Effect]:
        held = self.topics.get(event["topic"])
        return self._advance(held, event, replayed=False) if held else []

    def _advance(self, held: Held, event: Frame, *, replayed: bool) -> list[Effect]:
        seq = event["seq"]
        if held.epoch is None or seq <= held.seq:
            return []
        if held.mode is Mode.LOG and seq != held.seq + 1:
            return self.ask(event["topic"])
        held.seq = seq
        return [Told(event, replayed)]

    def _subscribed(self, frame: Frame) -> list[Effect]:
        held = self.topics.get(frame["topic"])
        if held is None or self._is_old(held, frame):
            return []
        again, held.asked, held.again = held.again, None, False
        effects = self._replay(held, frame) if frame["recovered"] else self._replace(held, frame)
        return [*effects, *self.ask(frame["topic"])] if again else effects

    def _is_old(self, held: Held, frame: Frame) -> bool:
        """An answer nobody asked for may be old: it never takes the same epoch backwards."""
        return bool(frame["id"] != held.asked and held.epoch == frame["epoch"] and frame["seq"] < held.seq)

    def _replay(self, held: Held, frame: Frame) -> list[Effect]:
        effects = [effect for event in frame["events"] for effect in self._advance(held, event, replayed=True)]
        if held.mode is Mode.LATEST and held.epoch is not None:
            held.seq = max(held.seq, frame["seq"])
        if held.epoch is not None and held.seq >= frame["seq"]:
            return effects
        held.epoch = None
        return [*effects, *self.ask(frame["topic"])]

    def _replace(self, held: Held, frame: Frame) -> list[Effect]:
        held.epoch, held.seq = frame["epoch"], frame["seq"]
        return [Shown(frame)]

    def _heartbeat(self, frame: Frame) -> list[Effect]:
        behind = [
            topic
            for topic, head in frame["heads"].items()
            if (held := self.topics.get(topic)) and (held.epoch is None or held.seq < head)
        ]
        return [Send({"type": "pong"}), *(effect for topic in behind for effect in self.ask(topic))]

    def _revoked(self, frame: Frame) -> list[Effect]:
        gone = self.topics.pop(frame["topic"], None)
        return [Refused(frame["topic"], "revoked")] if gone else []

    def _refused(self, frame: Frame) -> list[Effect]:
        asked = {held.asked: topic for topic, held in self.topics.items() if held.asked is not None}
        topic = asked.get(frame["id"])
        if topic is None:
            return []
        self.topics[topic].asked, self.topics[topic].again = None, False
        if frame["code"] in RETRY:
            return [Later(topic)]
        del self.topics[topic]
        return [Refused(topic, frame["code"])]
