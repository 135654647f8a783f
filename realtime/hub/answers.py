"""The frames a server sends besides events: each is spelled here once, `type` first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from realtime.events import encode, utc_text
from realtime.hub.tail import Row


def _subscribed(reply_to: int | None, topic: str, epoch: str, seq: int) -> str:
    number = "null" if reply_to is None else reply_to
    return f'{{"type":"subscribed","id":{number},"topic":"{topic}","epoch":"{epoch}","seq":{seq}'


def recovered_answer(reply_to: int | None, topic: str, epoch: str, seq: int, rows: Iterable[Row]) -> str:
    """You missed exactly these events, and with them you are at `seq`."""
    events = ",".join(frame for _seq, frame in rows)
    return f'{_subscribed(reply_to, topic, epoch, seq)},"recovered":true,"events":[{events}]}}'


def snapshot_answer(reply_to: int | None, topic: str, epoch: str, seq: int, snapshot: str) -> str:
    """Forget what you had: at `seq` the topic looks like this. `snapshot` is JSON text."""
    return f'{_subscribed(reply_to, topic, epoch, seq)},"recovered":false,"snapshot":{snapshot}}}'


def welcome(*, heartbeat: float, limits: dict[str, int], user: str | None, build: str, ack: int, at: datetime) -> str:
    """The first frame of every socket. `ack`: acknowledge every so many frames, 0 for never."""
    return encode(
        {
            "type": "welcome",
            "heartbeat": heartbeat,
            "limits": limits,
            "user": user,
            "time": utc_text(at),
            "build": build,
            "ack": ack,
        }
    )


def heartbeat(*, at: datetime, heads: dict[str, int]) -> str:
    """Still here; these topics of yours moved since the last beacon, up to these positions."""
    return encode({"type": "heartbeat", "time": utc_text(at), "heads": heads})


def signal(topic: str, name: str, data: Any, sender: str | None) -> str:
    """Something ephemeral: never stored, first to be dropped."""
    return encode({"type": "signal", "topic": topic, "name": name, "data": data, "from": sender})


def revoked(topic: str) -> str:
    """You may no longer know of this topic; nothing more of it follows."""
    return encode({"type": "revoked", "topic": topic})


def error(reply_to: int | None, code: str, message: str) -> str:
    """A request was refused; `message` is for a person."""
    return encode({"type": "error", "id": reply_to, "code": code, "message": message})


def bye(code: int, reason: str, window: float) -> str:
    """The server is about to close with `code`; come back, if the code's range allows it, within `window` seconds."""
    return encode({"type": "bye", "code": code, "reason": reason, "window": window})
