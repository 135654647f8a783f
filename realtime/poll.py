"""The socket's answers over plain HTTP, for networks that let no socket through: same rights, same frames."""

from dataclasses import dataclass

from project.accounts.visitors import Visitor
from realtime.doors.reads import read
from realtime.hub import answers
from realtime.hub.hub import new_stream
from realtime.hub.questions import Failed, Missing, Outcome, Since
from realtime.hub.stream import Listener, Stream
from realtime.topics import Kind, parse_topic


@dataclass(frozen=True)
class Asked:
    """One topic with where the browser stopped, as `epoch:seq` or empty."""

    topic: str
    since: str

    def position(self) -> Since | None:
        """The position, None when it is absent or unreadable: then a snapshot is due."""
        epoch, _colon, seq = self.since.rpartition(":")
        return Since(epoch, int(seq)) if epoch and seq.isdecimal() and len(seq) < 17 else None


class _Collected(Listener):
    """A listener that keeps what it is given."""

    ready = True

    def __init__(self) -> None:
        self.frames: list[str] = []

    def give(self, frames: list[str]) -> None:
        self.frames += frames


def poll(visitor: Visitor, asked: list[Asked]) -> list[str]:
    """One answer for each topic, in order: `subscribed` or `error`. One reading serves them all."""
    allowed = {one.topic: _admitted(visitor, one.topic) for one in asked}
    joins = {one.topic: _joining(one, kind) for one in asked if isinstance(kind := allowed[one.topic], Kind)}
    wants = [want for stream, _listener in joins.values() if (want := stream.want())]
    outcomes = read(wants) if wants else {}
    answered = {topic: _answer(topic, *join, outcomes[topic]) for topic, join in joins.items()}
    return [answered.get(one.topic) or answers.error(None, str(allowed[one.topic]), one.topic) for one in asked]


def _admitted(visitor: Visitor, topic: str) -> Kind | str:
    parsed = parse_topic(topic)
    if parsed is None:
        return "unknown_topic"
    return parsed[0] if parsed[0].admits(visitor, parsed[1]) else "forbidden"


def _joining(asked: Asked, kind: Kind) -> tuple[Stream[_Collected], _Collected]:
    stream: Stream[_Collected] = new_stream(asked.topic, kind)
    listener = _Collected()
    stream.join(listener, asked.position(), None)
    return stream, listener


def _answer(topic: str, stream: Stream[_Collected], listener: _Collected, outcome: Outcome) -> str:
    if isinstance(outcome, Missing):
        return answers.error(None, "unknown_topic", topic)
    if isinstance(outcome, Failed):
        return answers.error(None, "unavailable", topic)
    stream.learn(outcome)
    stream.settle()
    return listener.frames[0] if listener.frames else answers.error(None, "unavailable", topic)
