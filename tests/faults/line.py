"""One reader's socket: opened, found dead, opened again, as the browser does it (`live/line.js`)."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin, Subprotocol

from tests.faults.backoff import PACE, STABLE_SECONDS, delay_after_close, stops

HANDSHAKE_SECONDS = 3.0
SILENCE_FACTOR = 1.6
LOST = 1006

Frame = dict[str, Any]


@dataclass(slots=True)
class Talk:
    """One connection: what its server said of itself, and when it is left for another."""

    socket: ClientConnection
    leave_at: float
    welcomed_at: float | None = None
    heartbeat: float = 25.0
    bye: Frame = field(default_factory=dict)


class Line:
    """A socket to one of `doors` (host and port); with `stay` it moves on to the next door after so many seconds."""

    def __init__(
        self,
        doors: Sequence[str],
        heard: Callable[[str, Frame], None],
        rng: random.Random,
        *,
        stay: float | None,
        cookie: str = "",
    ) -> None:
        self.doors, self.rng, self.stay = doors, rng, stay
        self.headers = {"Cookie": cookie} if cookie else {}
        self.heard = heard
        self.talk: Talk | None = None
        self.attempt = 0
        self.connections = 0
        self.stopped: int | None = None
        self._said: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Stay connected for ever, unless the server says stop."""
        while True:
            code, window = await self._connection()
            if stops(code):
                self.stopped = code
                return
            await asyncio.sleep(delay_after_close(code, window, self.attempt, self.rng))
            self.attempt += 1

    def say(self, frame: Frame) -> None:
        """Send one frame if the line is open; what is lost with it is asked again by the next one."""
        if self.talk is not None:
            task = asyncio.create_task(self._send(self.talk.socket, orjson.dumps(frame).decode()))
            self._said.add(task)
            task.add_done_callback(self._said.discard)

    def later(self, again: Callable[[], None]) -> None:
        """Call back after the time that a refused question waits."""
        asyncio.get_running_loop().call_later(PACE * self.rng.uniform(2, 5), again)

    async def _send(self, socket: ClientConnection, text: str) -> None:
        try:
            await socket.send(text)
        except ConnectionClosed:
            return

    async def _connection(self) -> tuple[int, float]:
        door = self.doors[self.connections % len(self.doors)]
        self.connections += 1
        try:
            socket = await connect(
                f"ws://{door}/rt",
                origin=Origin(f"http://{door}"),
                additional_headers=self.headers,
                subprotocols=[Subprotocol("rt.v1")],
                compression=None,
                proxy=None,
                ping_interval=None,
                max_size=None,
                open_timeout=HANDSHAKE_SECONDS,
                close_timeout=0.5,
            )
        except (OSError, InvalidHandshake, ConnectionClosed, EOFError):
            return LOST, 0
        try:
            return await self._converse(socket)
        finally:
            self.talk = None
            socket.transport.abort()

    async def _converse(self, socket: ClientConnection) -> tuple[int, float]:
        clock = asyncio.get_running_loop().time
        talk = self.talk = Talk(socket, clock() + (self.stay or float("inf")))
        code = await self._listen(talk)
        if talk.welcomed_at is not None and clock() - talk.welcomed_at > STABLE_SECONDS * PACE:
            self.attempt = 0
        told = code if code >= 4000 else talk.bye.get("code", code)
        return told, talk.bye.get("window", 0)

    async def _listen(self, talk: Talk) -> int:
        clock = asyncio.get_running_loop().time
        while True:
            silence = HANDSHAKE_SECONDS if talk.welcomed_at is None else talk.heartbeat * SILENCE_FACTOR
            try:
                async with asyncio.timeout(min(silence, talk.leave_at - clock())):
                    raw = await talk.socket.recv()
            except TimeoutError:
                return LOST
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else LOST
            assert isinstance(raw, str)
            frame = orjson.loads(raw)
            if frame["type"] == "welcome":
                talk.welcomed_at, talk.heartbeat = clock(), frame["heartbeat"]
            elif frame["type"] == "bye":
                talk.bye = frame
            self.heard(raw, frame)
