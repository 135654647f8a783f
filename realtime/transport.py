"""Uvicorn's sans-I/O WebSocket protocol, offering the application its transport as the ASGI extension `rt.direct`.

Run with `--ws realtime.transport:DirectWebSocket`. Everything else is uvicorn's own; without this class the same
application works through ASGI `send`.
"""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from realtime.hub.line import Watcher, ignore

EXTENSION = "rt.direct"
LINGER_SECONDS = 5.0


class DirectWebSocket(WebSocketsSansIOProtocol):
    """One connection that can be written to without ASGI, once the handshake is done."""

    ack_every = 0
    watcher: Watcher | None = None
    write: Callable[[bytes], None]

    def data_received(self, data: bytes) -> None:
        """A handshake that cannot be read is answered and ended; uvicorn alone would leave it hanging, for ever."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()

    def handle_connect(self, event: Request) -> None:
        """Offer this object in the scope; the application attaches after it accepted."""
        super().handle_connect(event)
        if not self.close_sent:
            extensions = cast("dict[str, Any]", self.scope["extensions"])
            extensions[EXTENSION] = self
            self.write = self.transport.write

    def connection_lost(self, exc: Exception | None) -> None:
        """The peer is gone: the watcher hears of it in this very tick."""
        # uvloop raises for whoever writes to a closed transport: a fan-out would end there, and the others miss it.
        super().connection_lost(exc)
        self.write = ignore
        if self.watcher is not None:
            self.watcher.gone()

    def attach(self, watcher: Watcher) -> None:
        """From here on the application writes whole frames itself, and is told what the client sends."""
        self.watcher = watcher
        if self.transport.is_closing():
            return
        self.transport.set_write_buffer_limits(high=settings.RT_SOFT_BYTES, low=settings.RT_SOFT_BYTES // 4)

    def unsent(self) -> int:
        """Bytes the kernel has not taken yet."""
        return self.transport.get_write_buffer_size()

    def acknowledged(self, count: int) -> bool:
        """Nobody is asked for acknowledgements here: one that comes is a mistake."""
        return False

    def shut(self, code: int, reason: str) -> None:
        """Send the close frame behind what is written; a peer that does not answer it is cut off."""
        self.write = ignore
        if self.close_sent or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(LINGER_SECONDS, self.transport.abort)

    def send_receive_event_to_app(self) -> None:
        """Give a text message to the watcher in this tick: no queue, no task switch, no pause of reading."""
        if self.watcher is None or self.close_sent or self.curr_msg_data_type == "bytes":
            super().send_receive_event_to_app()
            return
        data, self.frames = b"".join(self.frames), []
        try:
            text = data.decode()
        except UnicodeDecodeError:
            self.conn.fail(1007, "invalid UTF-8")
            self.handle_parser_exception()
            return
        self.watcher.received(text)

    def pause_writing(self) -> None:
        """The buffer passed the soft limit; told in the next tick, because a fan-out may be under way in this one."""
        super().pause_writing()
        if self.watcher is not None:
            self.loop.call_soon(self.watcher.congested)

    def resume_writing(self) -> None:
        """The buffer has room again."""
        super().resume_writing()
        if self.watcher is not None:
            self.loop.call_soon(self.watcher.drained)

    def shutdown(self) -> None:
        """The server stops: the watcher says goodbye and tells when to come back."""
        if self.watcher is not None and not self.close_sent:
            self.watcher.draining()
        else:
            super().shutdown()
