"""What a client may say, and the close codes whose range tells it what to do next (`rt.v1`)."""

from dataclasses import dataclass
from typing import Any

import orjson

from realtime.hub.questions import Since

SUBPROTOCOL = "rt.v1"

# 40xx: stop and say why. 41xx: wait for the window. 42xx: resume at once, with jitter.
PROTOCOL_ERROR = 4000
SIGNED_OUT = 4001
FORBIDDEN = 4003
TOO_OLD = 4004
TOO_LARGE = 4009
RATE_LIMITED = 4100
TOO_MANY_SOCKETS = 4101
FULL = 4102
DRAINING = 4200
SLOW = 4201
NO_PONG = 4202


class BadFrame(Exception):
    """A frame is not one JSON object of a known shape. The text names what is wrong, `reply_to` the request."""

    def __init__(self, message: str, *, reply_to: int | None = None, code: str = "bad_frame") -> None:
        super().__init__(message)
        self.reply_to = reply_to
        self.code = code


@dataclass(frozen=True, slots=True)
class Request:
    """One well-formed client frame."""

    type: str
    id: int | None = None
    topic: str = ""
    since: Since | None = None
    name: str = ""
    data: Any = None
    count: int = 0
    ticket: str = ""


def parse(text: str) -> Request:
    """Read one client frame, or raise `BadFrame`."""
    try:
        frame = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadFrame("not JSON") from None
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise BadFrame("not an object with a type")
    shape = SHAPES.get(frame["type"])
    reply_to = frame.get("id")
    if reply_to is not None and not _is_position(reply_to):
        raise BadFrame("id is not a whole number")
    if shape is None:
        raise BadFrame(frame["type"][:40], reply_to=reply_to, code="unknown_type")
    try:
        return Request(frame["type"], reply_to, **{name: read(frame.get(name)) for name, read in shape.items()})
    except (TypeError, ValueError) as error:
        raise BadFrame(str(error), reply_to=reply_to) from None


def _is_position(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _text(limit: int, field: str) -> Any:
    def read(value: object) -> str:
        if not isinstance(value, str) or not 0 < len(value) <= limit:
            raise ValueError(f"{field} is not a text of 1 to {limit} characters")
        return value

    return read


def _since(value: object) -> Since | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("epoch"), str) or not _is_position(value.get("seq")):
        raise ValueError("since is not {epoch, seq}")
    return Since(value["epoch"][:64], value["seq"])


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("count is not a whole number")
    return value


def _anything(value: object) -> object:
    return value


SHAPES: dict[str, dict[str, Any]] = {
    "subscribe": {"topic": _text(100, "topic"), "since": _since},
    "unsubscribe": {"topic": _text(100, "topic")},
    "signal": {"topic": _text(100, "topic"), "name": _text(40, "name"), "data": _anything},
    "ack": {"count": _count},
    "pong": {},
    "authenticate": {"ticket": _text(200, "ticket")},
}
