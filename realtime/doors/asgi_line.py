"""The way out through ASGI `send`, for servers that do not offer their transport."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from realtime.hub.line import Watcher, ignore
from realtime.hub.wire import from_wire

Send = Callable[[dict[str, Any]], Awaitable[None]]
ACK_EVERY = 50


class AsgiLine:
    """Frames for a server that frames for itself and hides what is unsent: the client's acknowledgements tell.

    One writer task for the whole life of the socket; a fan-out only appends.
    """

    ack_every = ACK_EVERY

    def __init__(self, send: Send) -> None:
        self._send = send
        self._watcher: Watcher | None = None
        self._outbox: deque[dict[str, Any]] = deque()
        self._wake = asyncio.Event()
        self._sizes: deque[int] = deque()
        self._unseen = 0
        self._acked = 0
        self._congested = False
        self.write: Callable[[bytes], None] = self.queue
        self._loop = asyncio.get_running_loop()
        self._writer = self._loop.create_task(self._run())

    def attach(self, watcher: Watcher) -> None:
        """Who is told when the client falls behind."""
        self._watcher = watcher

    def queue(self, wire: bytes) -> None:
        """Queue the frames of `wire`."""
        for frame in from_wire(wire):
            self._outbox.append({"type": "websocket.send", "text": frame})
            self._sizes.append(len(frame))
            self._unseen += len(frame)
        self._wake.set()
        if self._unseen > settings.RT_SOFT_BYTES and not self._congested and self._watcher:
            self._congested = True
            self._loop.call_soon(self._watcher.congested)

    def unsent(self) -> int:
        """Bytes of frames that the client has not acknowledged."""
        return self._unseen

    def acknowledged(self, count: int) -> bool:
        """Forget the frames up to `count`; tell the watcher once half of the room is free."""
        if not self._acked <= count <= self._acked + len(self._sizes):
            return False
        for _ in range(count - self._acked):
            self._unseen -= self._sizes.popleft()
        self._acked = count
        if self._congested and self._unseen < settings.RT_SOFT_BYTES // 2 and self._watcher:
            self._congested = False
            self._loop.call_soon(self._watcher.drained)
        return True

    def shut(self, code: int, reason: str) -> None:
        """Queue the close behind the frames."""
        self._outbox.append({"type": "websocket.close", "code": code, "reason": reason})
        self._wake.set()
        self.write = ignore

    def stop(self) -> None:
        """The socket is gone."""
        self._writer.cancel()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._outbox:
                await self._send(self._outbox.popleft())

    async def flushed(self) -> None:
        """Hand everything queued to the server and give it a moment to write: it stops right after this."""
        self._wake.set()
        await asyncio.wait([self._writer], timeout=0.1)
