"""An event is committed with its fact: `publish` raises the head and writes the event in the caller's transaction."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from project.base.clock import now as clock_now
from project.base.measures import publish_seconds
from realtime.epoch import EPOCH
from realtime.events import Event, Whole, frame_halves
from realtime.hints import Hint, send_hints
from realtime.topics import parse_topic

# One round trip: the head's row stays locked until commit, so no later position can become visible before this one.
RAISE_AND_WRITE = f"""
WITH raised AS (UPDATE realtime_topic SET head = head + 1 WHERE name = %s RETURNING id, head)
INSERT INTO realtime_eventrow (topic_id, seq, frame, at)
SELECT id, head, %s || head || %s, %s FROM raised RETURNING seq, ({EPOCH})
"""  # noqa: S608 -- EPOCH is a constant
HOLD = "SELECT 1 FROM realtime_topic WHERE name = %s FOR NO KEY UPDATE"
NEW_TOPIC = "INSERT INTO realtime_topic (name, head) VALUES (%s, 0) ON CONFLICT (name) DO NOTHING"


class PublishedOutsideTransaction(Exception):
    """An event without a transaction could outlive its fact, or the fact its event."""


class TopicsOutOfOrder(Exception):
    """A transaction published again, to a topic that sorts before one it has locked: two of these can deadlock."""


class EventTooLarge(Exception):
    """A frame passed RT_OUTBOUND_BYTES: send ids and let the page fetch the rest."""


@dataclass
class HintsOnCommit:
    """What leaves for Valkey when the transaction commits; an outer one sees which topics are locked already."""

    hints: list[Hint] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)

    def __call__(self) -> None:
        """The transaction has committed."""
        send_hints(self.hints)


def publish(*events: Event, at: datetime | None = None) -> None:
    """Commit these events with the facts they tell of: once in a transaction, as its last statement.

    Topics are locked in sorted order, after every other row, and the value of a `Whole` is read behind its lock.
    Raises for mistakes in the code only: `PublishedOutsideTransaction`, `TopicsOutOfOrder`, `EventTooLarge`,
    `LookupError` for an unknown kind.
    """
    if not connection.in_atomic_block:
        raise PublishedOutsideTransaction
    started = time.perf_counter()
    outbox, locked = _outbox(), _locked_topics()
    for event in sorted(events, key=lambda event: event.topic):
        outbox.hints.append(_write(event, at or clock_now(), locked))
        outbox.topics.add(event.topic)
    publish_seconds.observe(time.perf_counter() - started)


def _outbox() -> HintsOnCommit:
    """The hints of this atomic block: all of a transaction's news leave in one round trip."""
    here = set(connection.savepoint_ids)
    for waiting in reversed(connection.run_on_commit):
        if isinstance(waiting[1], HintsOnCommit) and waiting[0] == here:
            return waiting[1]
    outbox = HintsOnCommit()
    transaction.on_commit(outbox)
    return outbox


def _locked_topics() -> set[str]:
    """The topics that this atomic block, those around it and those inside it have published to."""
    here, locked = set(connection.savepoint_ids), set[str]()
    for waiting in connection.run_on_commit:
        sids = waiting[0]
        if isinstance(waiting[1], HintsOnCommit) and (sids <= here or here <= sids):
            locked |= waiting[1].topics
    return locked


def _write(event: Event, at: datetime, locked: set[str]) -> Hint:
    topic = event.topic
    if parse_topic(topic) is None:
        raise LookupError(f"{topic} is of no registered kind")
    if topic not in locked and any(topic < earlier for earlier in locked):
        raise TopicsOutOfOrder(f"{topic} after {max(locked)}")
    locked.add(topic)
    if isinstance(event, Whole):
        _hold(topic)
    before, after = frame_halves(event, at=at)
    if len(before) + len(after.encode()) + 20 > settings.RT_OUTBOUND_BYTES:
        raise EventTooLarge(f"{event.name} on {topic}")
    seq, epoch = _raise_and_write(topic, before, after, at)
    return Hint(topic=topic, epoch=epoch, seq=seq, frame=f"{before}{seq}{after}")


def _hold(topic: str) -> None:
    """Whoever is telling this topic has committed: what is read from here on knows of it."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [topic])
        if cursor.fetchone() is None:
            cursor.execute(NEW_TOPIC, [topic])
            cursor.execute(HOLD, [topic])


def _raise_and_write(topic: str, before: str, after: str, at: datetime) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(RAISE_AND_WRITE, [topic, before, after, at])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(NEW_TOPIC, [topic])
            cursor.execute(RAISE_AND_WRITE, [topic, before, after, at])
            row = cursor.fetchone()
    return int(row[0]), str(row[1])
