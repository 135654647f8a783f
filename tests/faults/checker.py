"""The judge: compares what a reader was told with what was committed, and names every difference."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

import orjson

from realtime.topics import Mode
from tests.bench.tally import Tally
from tests.faults.records import Record, Stretch

Json = dict[str, Any]


class Harm(StrEnum):
    """What can be wrong with a record."""

    LOST = "lost"
    DOUBLED = "doubled"
    DISORDERED = "out of order"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One difference between a record and the truth."""

    harm: Harm
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.harm}: {self.where}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One topic as the database has it: its rows by position, its head, the epoch, and a fresh snapshot."""

    rows: Mapping[int, str]
    head: int
    epoch: str
    fresh: Json
    fold: Callable[[Json, str, Json], Json]


def complaints(record: Record, truth: Truth, *, who: str) -> Iterator[Complaint]:
    """Everything that is wrong with one reader's record of one topic; nothing when it is as promised."""
    where = f"{who}, {record.topic}"
    if not record.stretches:
        yield Complaint(Harm.LOST, where, "never answered")
        return
    order = log_order if record.mode is Mode.LOG else latest_order
    found = [one for stretch in record.stretches for one in (*order(stretch), *spelling(stretch, truth))]
    for harm, what in (*found, *setbacks(record), *ending(record.stretches[-1], truth)):
        yield Complaint(harm, where, what)


def spelling(stretch: Stretch, truth: Truth) -> Iterator[tuple[Harm, str]]:
    """Every frame is, byte for byte, the committed one."""
    for seq, frame in stretch.frames:
        if truth.rows.get(seq) != frame:
            yield Harm.ALTERED, f"{seq} is not the committed frame"


def setbacks(record: Record) -> Iterator[tuple[Harm, str]]:
    """A snapshot of the same epoch never takes a reader back."""
    for before, after in pairwise(record.stretches):
        if before.epoch == after.epoch and after.start < before.end:
            yield Harm.DISORDERED, f"a snapshot took {before.end} back to {after.start}"


def log_order(stretch: Stretch) -> Iterator[tuple[Harm, str]]:
    """Every position after the snapshot, once, in order."""
    tally = Tally(last=stretch.start)
    for seq, _frame in stretch.frames:
        doubled, disordered = tally.doubled, tally.disordered
        tally.saw(seq)
        if tally.doubled > doubled:
            yield Harm.DOUBLED, f"{seq} came again"
        if tally.disordered > disordered:
            yield Harm.DISORDERED, f"{seq} came late"
    for seq in sorted(tally.missing):
        yield Harm.LOST, f"{seq} never came"


def latest_order(stretch: Stretch) -> Iterator[tuple[Harm, str]]:
    """Positions only rise; gaps are allowed."""
    last = stretch.start
    for seq, _frame in stretch.frames:
        if seq == last:
            yield Harm.DOUBLED, f"{seq} came again"
        elif seq < last:
            yield Harm.DISORDERED, f"{seq} after {last}"
        last = max(last, seq)


def ending(stretch: Stretch, truth: Truth) -> Iterator[tuple[Harm, str]]:
    """The reader has come as far as the database, in its epoch, and holds the value that a newcomer is shown."""
    last = max((seq for seq, _frame in stretch.frames), default=stretch.start)
    if last != truth.head:
        yield Harm.LOST, f"stopped at {last}, the head is {truth.head}"
    elif stretch.epoch != truth.epoch:
        yield Harm.LOST, f"still in epoch {stretch.epoch}, which is {truth.epoch} now"
    elif folded(stretch, truth) != truth.fresh:
        yield Harm.ALTERED, "snapshot and events do not add up to a fresh snapshot"


def folded(stretch: Stretch, truth: Truth) -> Json:
    """The snapshot with every event folded in."""
    value = stretch.snapshot
    for _seq, text in stretch.frames:
        event = orjson.loads(text)
        value = truth.fold(value, event["name"], event["data"])
    return value
