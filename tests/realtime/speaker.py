"""Somebody who speaks `rt.v1` in a test: says frames, hears frames, and knows how a conversation ended."""

import json
import time
from types import TracebackType
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.site import Site

PATIENCE = 10.0


class Speaker:
    """One socket. `hear` skips heartbeats and signals unless they are asked for, and answers heartbeats."""

    def __init__(
        self,
        site: Site,
        *,
        cookie: str | None = None,
        origin: str | None = "",
        subprotocol: str = "rt.v1",
        pongs: bool = True,
        acks: bool = True,
    ) -> None:
        self.pongs, self.acks, self.count, self.ids = pongs, acks, 0, 0
        self.welcomed: dict[str, Any] = {}
        headers = {"Cookie": f"{cookie}"} if cookie else {}
        shown = Origin(site.url) if origin == "" else Origin(origin) if origin else None
        self._connecting = connect(
            site.ws_url,
            origin=shown,
            subprotocols=[Subprotocol(subprotocol)],
            additional_headers=headers,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
        )

    def __enter__(self) -> Self:
        self.wire = self._connecting.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._connecting.__exit__(kind, error, tb)

    def say(self, **frame: Any) -> None:
        """Send one frame."""
        self.wire.send(json.dumps(frame))

    def next(self, *, timeout: float = PATIENCE) -> dict[str, Any]:
        """The next frame, whatever it is."""
        frame: dict[str, Any] = json.loads(self.wire.recv(timeout=timeout))
        self.count += 1
        if frame["type"] == "heartbeat" and self.pongs:
            self.say(type="pong")
        if self.acks and frame["type"] == "event" and self.count % 50 == 0:
            self.say(type="ack", count=self.count) if self.welcomed.get("ack") else None
        if frame["type"] == "welcome":
            self.welcomed = frame
        return frame

    def hear(self, kind: str | None = None, *, timeout: float = PATIENCE) -> dict[str, Any]:
        """The next frame of a kind; without a kind, the next that is neither heartbeat nor signal."""
        deadline = time.monotonic() + timeout
        while True:
            frame = self.next(timeout=max(0.01, deadline - time.monotonic()))
            if frame["type"] == kind or (kind is None and frame["type"] not in {"heartbeat", "signal"}):
                return frame

    def silent(self, *, seconds: float = 0.7) -> bool:
        """Whether nothing but heartbeats and signals comes for a while."""
        try:
            self.hear(timeout=seconds)
        except TimeoutError:
            return True
        return False

    def subscribe(self, topic: str, since: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask for a topic and hear the answer to this very request."""
        self.ids += 1
        self.say(type="subscribe", id=self.ids, topic=topic, since=since)
        while (frame := self.hear()).get("id") != self.ids:
            pass
        return frame

    def ending(self, *, timeout: float = PATIENCE) -> tuple[dict[str, Any] | None, int]:
        """The `bye` frame, if there was one, and the close code."""
        bye = None
        try:
            while True:
                frame = self.next(timeout=timeout)
                bye = frame if frame["type"] == "bye" else bye
        except ConnectionClosed as closed:
            return bye, closed.rcvd.code if closed.rcvd else 1006
