"""The AsyncAPI document of the socket: made from the registry of topics, their events, and the protocol's frames."""

from dataclasses import fields
from typing import Any, Literal

from pydantic import TypeAdapter, create_model
from pydantic.json_schema import GenerateJsonSchema

from project.openapi.frames import FROM_CLIENT, FROM_SERVER, Frame
from realtime.hub.protocol import SUBPROTOCOL
from realtime.topics import Kind, registered

REF = "#/components/schemas/{model}"
ABOUT = """\
One WebSocket, subprotocol `rt.v1`. A browser is known by its session cookie and its Origin; a program gets a ticket
from `POST /api/rt/ticket` and sends it in its first frame, `authenticate`. Nothing secret goes in an address.

Topics are `kind.key`; each channel below is a kind. `subscribe` with where you stopped (`since`) is answered with
exactly what you missed, or with a snapshot: never with a silent hole. Events of `log` topics are contiguous; of
`latest` topics the newest replaces what was before; `ephemeral` ones have no position.

What changes a fact is an HTTP request: see `/api/openapi.json`. Where no socket can be opened, `GET /api/rt/poll` gives
the same answers.
"""
Types = dict[tuple[str, str], Any]


def describe_socket(*, host: str, secure: bool) -> dict[str, Any]:
    """The document, for the server at this host."""
    types = _types()
    schemas, definitions = TypeAdapter.json_schemas(
        [(key, "serialization", TypeAdapter(found)) for key, found in types.items()],
        ref_template=REF,
        schema_generator=GenerateJsonSchema,
    )
    messages = {_message_name(*key): _message(*key, schemas[key, "serialization"]) for key in types}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Rialto live", "version": "1", "description": ABOUT},
        "defaultContentType": "application/json",
        "servers": {"live": {"host": host, "pathname": "/rt", "protocol": "wss" if secure else "ws"}},
        "channels": {"socket": _socket(), **{kind.name: _channel(kind) for kind in registered()}},
        "operations": _operations(),
        "components": {"messages": messages, "schemas": definitions.get("$defs", {})},
    }


def _types() -> Types:
    """Every message by its channel and name, with the type of its frame."""
    types: Types = {("client", name): frame for name, frame in FROM_CLIENT.items()}
    types |= {("server", name): frame for name, frame in FROM_SERVER.items()}
    for kind in registered():
        types |= {(kind.name, event.name): _frame_of(kind, event, data) for event, data in kind.tells}  # type: ignore[attr-defined]
        types[kind.name, "snapshot"] = kind.shows
    return types


def _frame_of(kind: Kind, event: type, data: Any) -> Any:
    """The frame that an event travels in; without a type of its data the event's own fields are it."""
    title = f"{kind.name}.{event.__name__}"
    shape = data if data is not None else _fields_of(event)
    said: dict[str, Any] = {
        "type": (Literal["event"], ...),
        "topic": (str, ...),
        "seq": (int, ...),
        "name": (Literal[event.name], ...),  # type: ignore[attr-defined]
        "data": (shape, ...),
        "at": (str, ...),
    }
    return create_model(title.replace(".", "_"), __base__=Frame, __doc__=event.__doc__, **said)


def _fields_of(event: type) -> Any:
    named: dict[str, Any] = {field.name: (field.type, ...) for field in fields(event)}
    return create_model(f"{event.__name__}Data", __base__=Frame, **named)


def _message_name(channel: str, name: str) -> str:
    return f"{channel}.{name}"


def _message(channel: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "title": f"{channel} {name}", "payload": schema}


def _refer(channel: str, names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/messages/{_message_name(channel, name)}"} for name in names}


def _socket() -> dict[str, Any]:
    told = {f"from server: {name}": message for name, message in _refer("server", [*FROM_SERVER]).items()}
    said = {f"from client: {name}": message for name, message in _refer("client", [*FROM_CLIENT]).items()}
    binding = {"ws": {"method": "GET", "headers": _protocol_header(), "bindingVersion": "0.1.0"}}
    return {"address": "/rt", "title": "The socket", "messages": {**said, **told}, "bindings": binding}


def _protocol_header() -> dict[str, Any]:
    return {"type": "object", "properties": {"Sec-WebSocket-Protocol": {"const": SUBPROTOCOL}}}


def _channel(kind: Kind) -> dict[str, Any]:
    """A kind of topics as a channel: its address is what `subscribe` names."""
    names = [event.name for event, _data in kind.tells]  # type: ignore[attr-defined]
    return {
        "address": f"{kind.name}.{{key}}",
        "title": kind.name,
        "description": _summary(kind),
        "parameters": {"key": {"description": "Which one: letters, digits, `_` and `-`, at most 64."}},
        "messages": _refer(kind.name, [*names, "snapshot"]),
        "x-mode": kind.mode.value,
        "x-presence": kind.presence.value,
        "x-signals": sorted(kind.signals),
        "x-public": kind.is_public,
        "x-scope": kind.scope,
    }


def _summary(kind: Kind) -> str:
    who = "Anybody may join." if kind.is_public else "Who may join is asked for each key, again and again."
    scope = f" A program needs the scope `{kind.scope}`." if kind.scope else ""
    return f"A `{kind.mode.value}` topic. {who}{scope}"


def _operations() -> dict[str, Any]:
    said = {f"say_{name}": _operation("receive", "socket", [f"from client: {name}"]) for name in FROM_CLIENT}
    told = {f"tell_{name}": _operation("send", "socket", [f"from server: {name}"]) for name in FROM_SERVER}
    news = {
        f"tell_{kind.name}": _operation("send", kind.name, [event.name for event, _data in kind.tells])  # type: ignore[attr-defined]
        for kind in registered()
        if kind.tells
    }
    return {**said, **told, **news}


def _operation(action: str, channel: str, names: list[str]) -> dict[str, Any]:
    messages = [{"$ref": f"#/channels/{channel}/messages/{name}"} for name in names]
    return {"action": action, "channel": {"$ref": f"#/channels/{channel}"}, "messages": messages}
