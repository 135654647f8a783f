"""The Channels consumer behind `/rt`: says who is there, then hands the socket to the gateway."""

import asyncio
from http.cookies import CookieError, SimpleCookie
from typing import Any, NoReturn

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.conf import settings

from project.accounts.visitors import Visitor
from project.base import clock
from project.base.http import client_address
from project.base.ids import public_id
from realtime.doors.asgi_line import AsgiLine
from realtime.doors.origin import header, host_is_ours, origin_is_ours
from realtime.doors.runtime import Runtime, runtime
from realtime.hub import answers, protocol
from realtime.hub.protocol import SUBPROTOCOL, BadFrame
from realtime.hub.socket import Socket
from realtime.tickets import redeem_ticket
from realtime.transport import EXTENSION

Message = dict[str, Any]


async def refuse(scope: Message, receive: Any, send: Any) -> None:
    """The application of every other address: nothing is opened there."""
    await receive()
    await send({"type": "websocket.close"})


class RtConsumer(AsyncConsumer):  # type: ignore[misc]  # Channels is not annotated
    """One socket. It has no channel of its own: topics come through the hub, commands through the gateway's channel."""

    socket: Socket | None = None
    line: AsgiLine | None = None

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Serve one connection. Unlike Channels' own loop this makes no task and no thread hop for a message."""
        self.base_send = send
        self.runtime: Runtime = runtime()
        try:
            await self._connect(scope, receive)
            while True:
                await self.dispatch(await receive())
        except StopConsumer:
            pass
        except asyncio.CancelledError:
            await self._say_goodbye()
            raise
        finally:
            self._forget()

    async def dispatch(self, message: Message) -> None:
        """Channels awaits a database clean-up in a thread before every handler; nothing here touches the database."""
        if message["type"] == "websocket.receive":
            self._received(message)
        elif message["type"] == "websocket.disconnect":
            raise StopConsumer

    async def _connect(self, scope: Message, receive: Any) -> None:
        await receive()
        await self.runtime.listening.wait()
        has_origin = header(scope, b"origin") is not None
        if (has_origin and not origin_is_ours(scope)) or not host_is_ours(header(scope, b"host") or ""):
            await self.send({"type": "websocket.close", "code": protocol.FORBIDDEN})
            raise StopConsumer
        speaks = SUBPROTOCOL in scope["subprotocols"]
        await self.send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL if speaks else None})
        if not speaks:
            await self._turn_away(protocol.TOO_OLD, "rt.v1 is spoken here")
        visitor = await (self._by_cookie(scope) if has_origin else self._by_ticket(receive))
        self._enter(scope, visitor, client_address(scope))

    async def _by_cookie(self, scope: Message) -> Visitor:
        try:
            cookie = SimpleCookie(header(scope, b"cookie") or "").get(settings.SESSION_COOKIE_NAME)
        except CookieError:
            cookie = None
        if cookie is None or not cookie.value:
            return Visitor()
        try:
            return await self.runtime.sessions.get(cookie.value) or Visitor()
        except Exception:
            # Who this is cannot be told now: not a guest, not a member, come back.
            await self._turn_away(protocol.FULL, "try again soon", window=5)
            raise

    async def _by_ticket(self, receive: Any) -> Visitor:
        try:
            message = await asyncio.wait_for(receive(), settings.RT_FIRST_FRAME_SECONDS)
            request = protocol.parse(message.get("text") or "")
        except (TimeoutError, BadFrame):
            request = None
        if request is None or request.type != "authenticate":
            await self._turn_away(protocol.SIGNED_OUT, "a ticket was expected")
        visitor = await self.runtime.in_thread(redeem_ticket, ticket=request.ticket, now=clock.now())
        if visitor is None:
            await self._turn_away(protocol.SIGNED_OUT, "this ticket is not good")
        return visitor

    def _enter(self, scope: Message, visitor: Visitor, address: str) -> None:
        gateway = self.runtime.gateway
        line = scope.get("extensions", {}).get(EXTENSION)
        if line is None:
            line = self.line = AsgiLine(self.base_send)
        socket = Socket(house=gateway, line=line, visitor=visitor, address=address, name=public_id("skt"))
        refusal = gateway.refusal(visitor, address)
        if refusal is not None:
            socket.close(*refusal, window=5)
            return
        self.socket = socket
        line.attach(socket)
        gateway.opened(socket)
        # A socket lives for hours: what its handshake was needs no memory meanwhile.
        scope["headers"] = []

    def _received(self, message: Message) -> None:
        if self.socket is None:
            return
        if message.get("text") is None:
            self.socket.close(protocol.PROTOCOL_ERROR, "text frames only")
        else:
            self.socket.received(message["text"])

    async def _turn_away(self, code: int, reason: str, *, window: float = 0) -> NoReturn:
        """Accepted only to be told why not."""
        await self.send({"type": "websocket.send", "text": answers.bye(code, reason, window)})
        await self.send({"type": "websocket.close", "code": code, "reason": reason})
        raise StopConsumer

    async def _say_goodbye(self) -> None:
        """The server cancels its applications when it stops, without a close frame of its own (daphne)."""
        if self.socket is not None and self.line is not None:
            self.socket.draining()
            await self.line.flushed()

    def _forget(self) -> None:
        if self.socket is not None:
            self.socket.gone()
        if self.line is not None:
            self.line.stop()
