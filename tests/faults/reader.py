"""Somebody who follows boards through every fault and writes down what they were told."""

import random
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from realtime.topics import Mode
from tests.faults.line import Frame, Line
from tests.faults.records import Record
from tests.faults.state import ClientState, Effect, Later, Refused, Send, Shown, Told
from tests.faults.wire import Wire, frame_text


class Reader:
    """One browser without a page."""

    def __init__(
        self,
        name: str,
        modes: Mapping[str, Mode],
        doors: Sequence[str],
        rng: random.Random,
        *,
        stay: float | None,
        cookie: str = "",
    ) -> None:
        self.name = name
        self.modes = dict(modes)
        self.state = ClientState.of(modes)
        self.records = {topic: Record(topic, mode) for topic, mode in modes.items()}
        self.wire = Wire(self.modes, name)
        self.faults: list[str] = []
        self.staleness = 0.0
        self.replayed = 0
        self.line = Line(doors, self._heard, rng, stay=stay, cookie=cookie)

    def position(self, topic: str) -> tuple[str | None, int]:
        """Epoch and position reached."""
        held = self.state.topics.get(topic)
        return (held.epoch, held.seq) if held else (None, 0)

    def _heard(self, raw: str, frame: Frame) -> None:
        if frame["type"] == "welcome":
            self.faults += self.wire.faults
            self.wire = Wire(self.modes, self.name)
        self.wire.received(frame, raw)
        for effect in self.state.receive(frame):
            self._carry_out(effect, raw)

    def _carry_out(self, effect: Effect, raw: str) -> None:
        match effect:
            case Send(frame):
                self.line.say(frame)
            case Told(event, replayed):
                self._told(event, frame_text(event) if replayed else raw)
                self.replayed += replayed
            case Shown(answer):
                record = self.records[answer["topic"]]
                record.shown(epoch=answer["epoch"], seq=answer["seq"], snapshot=answer["snapshot"])
            case Later(topic):
                self.line.later(partial(self._ask_again, topic))
            case Refused(topic, code):
                self.faults.append(f"{self.name}, {topic}: refused with {code}")

    def _told(self, event: Frame, text: str) -> None:
        self.records[event["topic"]].told(event["seq"], text)
        self.staleness = max(self.staleness, time.time() - datetime.fromisoformat(event["at"]).timestamp())

    def _ask_again(self, topic: str) -> None:
        if self.line.talk is not None:
            for effect in self.state.ask(topic):
                self._carry_out(effect, "")
