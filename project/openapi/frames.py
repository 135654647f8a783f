"""The frames of the socket's protocol `rt.v1` in types: what `realtime/hub/protocol.py` reads, `answers.py` writes."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Topic = Annotated[str, Field(max_length=100, pattern=r"^[a-z]{1,32}\.[A-Za-z0-9_-]{1,64}$")]
Asked = Annotated[str, Field(min_length=1, max_length=100)]
Position = Annotated[int, Field(ge=0, le=2**53 - 1)]


class Frame(Schema):
    """One JSON object with a `type`."""

    model_config = ConfigDict(extra="forbid")


class Since(Frame):
    """Where a client stopped."""

    epoch: str
    seq: Position


class Subscribe(Frame):
    """Join a topic, or go on from where you stopped; answered by `subscribed` or `error` with the same `id`."""

    type: Literal["subscribe"]
    id: Position | None = None
    topic: Asked
    since: Since | None = None


class Unsubscribe(Frame):
    """Leave a topic."""

    type: Literal["unsubscribe"]
    id: Position | None = None
    topic: Asked


class SendSignal(Frame):
    """Something ephemeral for those who listen, such as `typing`: one of the topic's `signals`."""

    type: Literal["signal"]
    topic: Asked
    name: Annotated[str, Field(min_length=1, max_length=40)]
    data: Any = None


class Acknowledge(Frame):
    """So many frames have been taken in; asked for by `welcome.ack`, when that is not 0."""

    type: Literal["ack"]
    count: Annotated[int, Field(ge=0)]


class Pong(Frame):
    """Answers `heartbeat`."""

    type: Literal["pong"]


class Authenticate(Frame):
    """The first frame of a program: a ticket from `POST /api/rt/ticket`."""

    type: Literal["authenticate"]
    ticket: Annotated[str, Field(min_length=1, max_length=200)]


class Welcome(Frame):
    """The first frame of the server."""

    type: Literal["welcome"]
    heartbeat: float
    limits: dict[str, int]
    user: str | None
    time: str
    build: str
    ack: int


class Recovered(Frame):
    """You missed exactly these events, and with them you are at `seq`."""

    type: Literal["subscribed"]
    id: int | None
    topic: Topic
    epoch: str
    seq: int
    recovered: Literal[True]
    events: list[dict[str, Any]]


class Shown(Frame):
    """Forget what you had: at `seq` the topic looks like this. `id` is null where you did not ask."""

    type: Literal["subscribed"]
    id: int | None
    topic: Topic
    epoch: str
    seq: int
    recovered: Literal[False]
    snapshot: dict[str, Any]


class Heard(Frame):
    """A signal of somebody's, or of the server's (`presence`)."""

    type: Literal["signal"]
    topic: Topic
    name: str
    data: Any
    sender: Annotated[str | None, Field(alias="from")]


class Heartbeat(Frame):
    """Still here; these topics of yours have moved since the last one, up to these positions."""

    type: Literal["heartbeat"]
    time: str
    heads: dict[str, int]


class Revoked(Frame):
    """You may no longer know of this topic; nothing more of it follows."""

    type: Literal["revoked"]
    topic: Topic


class Error(Frame):
    """A request was refused: `code` for a program, `message` for a person."""

    type: Literal["error"]
    id: int | None
    code: str
    message: str


class Bye(Frame):
    """About to close with `code`: 40xx stop, 41xx wait for `window` seconds, 42xx come back at once."""

    type: Literal["bye"]
    code: int
    reason: str
    window: float


FROM_CLIENT: dict[str, type[Frame]] = {
    "subscribe": Subscribe,
    "unsubscribe": Unsubscribe,
    "signal": SendSignal,
    "ack": Acknowledge,
    "pong": Pong,
    "authenticate": Authenticate,
}
FROM_SERVER: dict[str, type[Frame]] = {
    "welcome": Welcome,
    "recovered": Recovered,
    "shown": Shown,
    "signal": Heard,
    "heartbeat": Heartbeat,
    "revoked": Revoked,
    "error": Error,
    "bye": Bye,
}
