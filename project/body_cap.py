"""The cap on request bodies, at the door: Django would store all of a body before any middleware."""

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from django.conf import settings

from project.base.http import PROBLEM

type Message = Mapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

log = structlog.get_logger("project.requests")


class _Counted:
    """A request's body as it arrives, up to the cap."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive, self.left, self.over = receive, most, False

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            # To the application it is as if the client had gone, so that it stops reading.
            self.over = True
            return {"type": "http.disconnect"}
        return message


def cap_bodies(application: Application) -> Application:
    """Answer 413 for a body over BODY_BYTES, or what BODY_BYTES_AT says of its path, declared or not."""

    async def capped(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        most = (
            settings.BODY_BYTES_AT.get(scope["path"], settings.BODY_BYTES)
            if _shows_a_key(scope)
            else settings.BODY_BYTES
        )
        if _declared(scope) > most:
            await _refuse(scope, send, most)
            return
        body = _Counted(receive, most)
        await application(scope, body, send)
        if body.over:
            await _refuse(scope, send, most)

    return capped


def _shows_a_key(scope: Message) -> bool:
    """Whether somebody asks who may be known: whoever shows neither a session nor a key sends no large files."""
    said = dict(scope["headers"])
    return b"authorization" in said or f"{settings.SESSION_COOKIE_NAME}=".encode() in said.get(b"cookie", b"")


def _declared(scope: Message) -> int:
    text = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(text) if text.isdigit() else 0


async def _refuse(scope: Message, send: Send, most: int) -> None:
    request_id = f"req_{secrets.token_hex(12)}"
    log.info("request", method=scope["method"], path=scope["path"], status=413, request_id=request_id)
    body = {
        "type": "about:blank",
        "status": 413,
        "code": "BodyTooLarge",
        "title": "The request is too large.",
        "detail": f"At most {most} bytes are accepted.",
        "request_id": request_id,
    }
    headers = [
        (b"content-type", PROBLEM.encode()),
        (b"x-request-id", request_id.encode()),
        # What is left of the body is not read, so nothing more can come on this connection.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})
