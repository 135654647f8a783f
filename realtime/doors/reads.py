"""What the live core reads from PostgreSQL, many topics at a time: heads, tails and snapshots of one epoch."""

from collections.abc import Sequence

import structlog
from django.conf import settings
from django.db import connection, transaction

from realtime.epoch import EPOCH
from realtime.events import encode
from realtime.hub.questions import Failed, Missing, Outcome, Reading, Since, Want
from realtime.hub.tail import Row
from realtime.topics import Mode, NoSuchTopic

log = structlog.get_logger()

HEADS_AND_TAILS = f"""
SELECT w.topic, COALESCE(t.head, 0), e.seq, e.frame, ({EPOCH})
FROM unnest(%s::text[], %s::bigint[]) AS w(topic, after)
LEFT JOIN realtime_topic t ON t.name = w.topic
LEFT JOIN LATERAL (
    SELECT seq, frame FROM realtime_eventrow
    WHERE topic_id = t.id AND seq > GREATEST(w.after, t.head - %s) ORDER BY seq
) e ON true
ORDER BY w.topic, e.seq
"""  # noqa: S608 -- EPOCH is a constant
NOTHING = 2**62


class NoIncarnation(Exception):
    """The row that names this database is gone: no position can be given to anybody (`manage.py renew_epoch`)."""


def read(wants: Sequence[Want]) -> dict[str, Outcome]:
    """One consistent look for all of these topics: a single statement, plus a snapshot for those that need one."""
    if not any(want.snapshot or want.resuming for want in wants):
        return dict(_positions(wants))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        readings = _positions(wants)
        return {want.topic: _with_snapshot(want, readings[want.topic]) for want in wants}


def _positions(wants: Sequence[Want]) -> dict[str, Reading]:
    afters = [NOTHING if want.after is None else want.after for want in wants]
    expected = {want.topic: want.expected for want in wants}
    readings: dict[str, Reading] = {}
    with connection.cursor() as cursor:
        cursor.execute(HEADS_AND_TAILS, [[want.topic for want in wants], afters, settings.RT_TAIL_EVENTS])
        for topic, head, seq, frame, epoch in cursor:
            if epoch is None:
                raise NoIncarnation
            reading = readings.setdefault(topic, Reading(epoch, head, expected=expected[topic]))
            if seq is not None:
                reading.rows.append((seq, frame))
    for reading in readings.values():
        reading.rows = _bounded(reading)
    return readings


def _bounded(reading: Reading) -> list[Row]:
    """The newest rows that are contiguous up to the head and fit RT_TAIL_BYTES together."""
    room, kept, expected = settings.RT_TAIL_BYTES, [], reading.head
    for seq, frame in reversed(reading.rows):
        room -= len(frame)
        if room < 0 or seq != expected:
            break
        kept.append((seq, frame))
        expected = seq - 1
    return kept[::-1]


def _with_snapshot(want: Want, reading: Reading) -> Outcome:
    floor = reading.rows[0][0] - 1 if reading.rows else reading.head
    newest_will_do = want.kind.mode is Mode.LATEST and bool(reading.rows)
    floor = 0 if newest_will_do else floor
    if not want.snapshot and all(_reaches(since, reading, floor) for since in want.resuming):
        return reading
    try:
        with transaction.atomic():
            snapshot = want.kind.snapshot(want.topic.partition(".")[2])
    except NoSuchTopic:
        return Missing()
    except Exception:
        log.exception("snapshot_failed", topic=want.topic)
        return Failed()
    return _sized(want, reading, encode(snapshot))


def _sized(want: Want, reading: Reading, snapshot: str) -> Outcome:
    if len(snapshot.encode()) > settings.RT_SNAPSHOT_BYTES:
        log.error("snapshot_too_large", topic=want.topic, bytes=len(snapshot))
        return Failed()
    reading.snapshot = snapshot
    return reading


def _reaches(since: Since, reading: Reading, floor: int) -> bool:
    return since.epoch == reading.epoch and floor <= since.seq <= reading.head
