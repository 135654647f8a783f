"""Uvicorn's HTTP protocol with a bound on request heads. Run with `--http project.serving:BoundedHttp`.

Uvicorn waits for ever for the rest of a head, of any size: a few slow connections could hold all of a process's memory.
"""

from asyncio import TimerHandle, Transport
from typing import override

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
HEAD_BYTES = 65_536


class BoundedHttp(HttpToolsProtocol):
    """One connection whose request heads must be complete in HEAD_SECONDS and HEAD_BYTES."""

    _patience: TimerHandle | None = None
    _head_bytes = 0

    @override
    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_complete()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        if self._patience is not None:
            self._head_bytes += len(data)
        super().data_received(data)
        # Counted with what came along behind the head: only one that is still incomplete is too large.
        if self._patience is not None and self._head_bytes > HEAD_BYTES:
            self.send_400_response("Request head too large")

    @override
    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._await_head()

    @override
    def on_headers_complete(self) -> None:
        self._head_is_complete()
        super().on_headers_complete()

    def _await_head(self) -> None:
        if self._patience is None:
            self._head_bytes = 0
            self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _head_is_complete(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
