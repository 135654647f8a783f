"""How each kind of server wants to be greeted before its socket counts as joined, and kept alive after."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Greeting(Protocol):
    """One socket's side of the conversation; `joined` turns true once broadcasts will reach it."""

    joined: bool
    base: int

    def opened(self) -> Sequence[bytes]: ...

    def answer(self, text: bytes) -> Sequence[bytes]: ...


@dataclass(slots=True)
class Plain:
    """Connecting is joining: the tutorial consumer, nchan and the bare loop."""

    options: dict[str, Any]
    joined: bool = False
    base: int = 0

    def opened(self) -> Sequence[bytes]:
        self.joined = True
        return ()

    def answer(self, text: bytes) -> Sequence[bytes]:
        return ()


@dataclass(slots=True)
class SocketIO:
    """Engine.IO 4 on its websocket transport, then the default namespace."""

    options: dict[str, Any]
    joined: bool = False
    base: int = 0

    def opened(self) -> Sequence[bytes]:
        return ()

    def answer(self, text: bytes) -> Sequence[bytes]:
        if text[:1] == b"2":
            return (b"3",)
        if text[:1] == b"0":
            return (b"40",)
        self.joined = self.joined or text[:2] == b"40"
        return ()


@dataclass(slots=True)
class Rialto:
    """`rt.v1`: welcome, subscribe to `options["topic"]`, subscribed; resumes from `since` when it has one."""

    options: dict[str, Any]
    joined: bool = False
    base: int = 0
    epoch: str | None = None
    recovered: bool | None = None
    ack_every: int = 0
    total: int = 0

    def opened(self) -> Sequence[bytes]:
        self.joined, self.total = False, 0
        return ()

    def answer(self, text: bytes) -> Sequence[bytes]:
        frame = json.loads(text)
        match frame["type"]:
            case "welcome":
                self.ack_every = frame.get("ack", 0)
                return (self._subscribe(),)
            case "heartbeat":
                return (b'{"type":"pong"}',)
            case "subscribed":
                self.joined, self.epoch, self.recovered = True, frame["epoch"], frame["recovered"]
                self.base = frame["seq"]
        return ()

    def _subscribe(self) -> bytes:
        since = {"epoch": self.epoch, "seq": self.base} if self.epoch else None
        request = {"type": "subscribe", "id": 1, "topic": self.options["topic"], "since": since}
        return json.dumps(request).encode()


GREETINGS: dict[str, type[Plain] | type[SocketIO] | type[Rialto]] = {
    "plain": Plain,
    "raw": Plain,
    "socketio": SocketIO,
    "rialto": Rialto,
}
