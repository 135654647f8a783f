"""Kinds of topics: who may join, what a newcomer is shown, how news is folded into it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from project.accounts.visitors import Visitor

Json = dict[str, Any]
Seen = Callable[[str, tuple[Visitor, ...]], None]

TOPIC = re.compile(r"([a-z]{1,32})\.([A-Za-z0-9_-]{1,64})")


class Mode(StrEnum):
    """What a listener that fell behind must be given."""

    LOG = "log"
    LATEST = "latest"
    EPHEMERAL = "ephemeral"


class Presence(StrEnum):
    """What listeners hear of each other: nothing, how many there are, or also who."""

    NONE = "none"
    COUNT = "count"
    PEOPLE = "people"


class NoSuchTopic(Exception):
    """Raised by a snapshot when nothing of that key exists; the socket answers `unknown_topic`."""


def everyone(visitor: Visitor, key: str) -> bool:
    """The predicate of public topics; the core recognises it and asks no thread."""
    return True


def replace(snapshot: Json, name: str, data: Json) -> Json:
    """The fold of topics whose events carry the whole value."""
    return data


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A family of topics.

    `snapshot(key)` returns at most 64 KiB of JSON, runs in a thread inside a REPEATABLE READ transaction, and raises
    `NoSuchTopic`. `admits` is asked at every join and every resume: it wants the `scope` of programs, and of all
    `may_join`, which is `everyone` for public kinds and for no other. `fold` is pure: a snapshot with all later events
    folded in equals a fresh snapshot. `seen(key, visitors)` is told in a thread who of the named visitors listens in
    this process: about a second after somebody came, and every 20 s. Clients' `signals` are dropped while more than
    `signals_up_to` listen. `shows` is the type of the snapshot; `tells` are the events of these topics, each with the
    type of its data, or None where the event's own fields are its data.
    """

    name: str
    mode: Mode
    may_join: Callable[[Visitor, str], bool]
    snapshot: Callable[[str], Json]
    fold: Callable[[Json, str, Json], Json] = replace
    presence: Presence = Presence.NONE
    seen: Seen | None = None
    signals: frozenset[str] = frozenset()
    signals_up_to: int = 100
    scope: str = ""
    signal_scope: str = ""
    shows: Any = Json
    tells: tuple[tuple[type, Any], ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether anybody may join, without a question."""
        return self.may_join is everyone

    def admits(self, visitor: Visitor, key: str) -> bool:
        """Whether this visitor may join, and go on listening."""
        if self.is_public:
            return True
        may_come = visitor.scopes is None or self.scope in visitor.scopes
        return may_come and self.may_join(visitor, key)

    def may_signal(self, visitor: Visitor) -> bool:
        """Whether this visitor may send signals to who else listens: of a program that takes the `signal_scope`."""
        return visitor.scopes is None or self.signal_scope in visitor.scopes


_kinds: dict[str, Kind] = {}


class KindTaken(Exception):
    """Two owners registered one kind."""


def register(kind: Kind) -> None:
    """Make a kind known. A second kind of that name is a mistake in the code: `KindTaken`."""
    if kind.name in _kinds and _kinds[kind.name] != kind:
        raise KindTaken(kind.name)
    _kinds[kind.name] = kind


def registered() -> list[Kind]:
    """Every kind, by name: what the documents and the access tests walk."""
    return [_kinds[name] for name in sorted(_kinds)]


def parse_topic(topic: object) -> tuple[Kind, str] | None:
    """The kind and key that a topic names, or None when no such kind exists or the name is malformed."""
    match = TOPIC.fullmatch(topic) if isinstance(topic, str) else None
    kind = _kinds.get(match[1]) if match else None
    return (kind, match[2]) if match and kind else None
