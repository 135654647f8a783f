"""What nobody honest sends: addresses, headers and bodies for each operation, made from its description."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from project.base.ijson import MOST_LEVELS

JSON = "application/json"
FORM = "multipart/form-data; boundary=x"
NUL, HUGE, ENDLESS = "a\x00b", 2**53, "a" * 100_000
VALUES: list[Any] = [2**31, 2**52, -1, 0.5, True, [], [[]], {}, {"a": 1}, "", " ", "\u202e", None]
WHOLE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{'a': 1}",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"' + b"a" * 100_000 + b'"',
    "NaN": b'{"a": NaN}',
    "endless": b'{"a": 1e999}',
    "one name twice": b'{"a": 1, "a": 2}',
    "no UTF-8": b'{"a": "\xff"}',
    "half a letter": b'{"a": "\\ud800"}',
    "NUL": b'{"a\\u0000": "\\u0000"}',
    "beyond numbers": b'{"a": 9007199254740993}',
    "digits without end": b'{"a": ' + b"9" * 100_000 + b"}",
    "a well": b"[" * 100_000,
    "a shaft": b'{"a":' * (MOST_LEVELS + 1) + b"1" + b"}" * (MOST_LEVELS + 1),
    "UTF-16": "{}".encode("utf-16"),
    "UTF-32": "{}".encode("utf-32"),
    "packed": b"\x1f\x8b\x08\x00" + b"\x00" * 40,
}
KINDS = (
    "text/plain",
    "application/xml",
    "application/json; charset=utf-16",
    "application/x-www-form-urlencoded",
    "",
    "x",
)
WORDS = ("\x00", "9" * 400, "-1", "a" * 2_000, "../..", "' OR 1=1 --", "%", "\ud7ff", "NaN", "{{7*7}}", "١٢٣")
ENCODED = ("%00", "%ff", "%ed%a0%80", "a%00b", "%c0%ae")
HEADERS: dict[str, dict[str, str]] = {
    "a condition": {"If-Match": '"not this one"'},
    "a key of spaces": {"Idempotency-Key": "a b"},
    "a key without end": {"Idempotency-Key": "k" * 5_000},
}


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One request; `refused` where it can mean nothing good, and else only no harm is asked for."""

    name: str
    path: str
    body: bytes = b""
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    refused: bool = True


@dataclass(frozen=True, kw_only=True)
class Target:
    """An operation, and what an honest request to it would say in its path, its query and its body."""

    operation: dict[str, Any]
    method: str
    pattern: str
    known: dict[str, str]
    query: dict[str, Any]
    fields: dict[str, Any] | None
    properties: dict[str, Any]

    @property
    def path(self) -> str:
        """The honest address."""
        return self.at() + (f"?{urlencode(self.query, doseq=True)}" if self.query else "")

    def at(self, **other: str) -> str:
        """The address with something else in it, already encoded."""
        values = {name: other.get(name, quote(value, safe="")) for name, value in self.known.items()}
        return self.pattern.format(**values)

    @property
    def kind(self) -> str:
        """The kind of body it reads, if it reads one."""
        return next(iter(self.operation.get("requestBody", {}).get("content", {})), "")


def attacks_on(target: Target) -> Iterator[Attack]:
    """All of them."""
    yield from _addresses(target)
    yield from _queries(target)
    if target.method != "GET":
        for name, headers in HEADERS.items():
            versioned = "If-Match" in headers and _knows(target, "If-Match")
            body = json.dumps(target.fields or {}).encode()
            yield Attack(name=name, path=target.path, body=body, headers=headers, refused=not versioned)
    if target.kind == JSON:
        yield from _bodies(target)
    elif target.kind:
        yield from (
            Attack(name=f"form: {name}", path=target.path, body=body, kind=FORM) for name, body in WHOLE.items()
        )


def _some[V](values: Sequence[V], target: Target, name: str) -> Sequence[V]:
    """A third of them, another at each place: all of them are tried at every kind of operation."""
    return values[len(target.pattern + name) % 3 :: 3]


def _knows(target: Target, header: str) -> bool:
    return any(one.get("$ref", "").endswith(f"/{header}") for one in target.operation["parameters"])


def _addresses(target: Target) -> Iterator[Attack]:
    body = json.dumps(target.fields or {}).encode()
    for name in target.known:
        for text in (*(quote(word, safe="") for word in _some(WORDS, target, name)), *ENCODED):
            # Names that are only too long or odd may be nobody's; what follows from that is for the operation to say.
            yield Attack(name=f"{name} is {text[:20]}", path=target.at(**{name: text}), body=body, refused=False)


def _queries(target: Target) -> Iterator[Attack]:
    body = json.dumps(target.fields or {}).encode()
    named = [one["name"] for one in target.operation["parameters"] if one.get("in") == "query"]
    for name in (*named, "unknown"):
        rest = urlencode({key: value for key, value in target.query.items() if key != name}, doseq=True)
        for text in (*(quote(word, safe="") for word in _some(WORDS, target, name)), *ENCODED):
            path = f"{target.at()}?{rest}&{name}={text}"
            unreadable = text in {*ENCODED, "%00"}
            yield Attack(name=f"?{name} is {text[:20]}", path=path, body=body, refused=unreadable)


def _bodies(target: Target) -> Iterator[Attack]:
    for name, body in WHOLE.items():
        yield Attack(name=name, path=target.path, body=body, refused=bool(body or target.operation["x-required"]))
    honest = json.dumps(target.fields).encode()
    for kind in KINDS:
        yield Attack(name=f"as {kind}", path=target.path, body=honest, kind=kind)
    yield Attack(name="said to be packed", path=target.path, body=honest, headers={"Content-Encoding": "gzip"})
    for name, said in target.properties.items():
        for value in (NUL, HUGE, -HUGE):
            yield _with(target, name, value, refused=True)
        yield _with(target, name, ENDLESS, refused=said.get("type") == "string")
        yield from (_with(target, name, value, refused=False) for value in _some(VALUES, target, name))
    for name in target.operation.get("x-required", ()):
        rest = {key: value for key, value in (target.fields or {}).items() if key != name}
        yield Attack(name=f"without {name}", path=target.path, body=json.dumps(rest).encode())


def _with(target: Target, name: str, value: Any, *, refused: bool) -> Attack:
    body = json.dumps({**(target.fields or {}), name: value}).encode()
    return Attack(name=f"{name} is {value!r:.20}", path=target.path, body=body, refused=refused)
