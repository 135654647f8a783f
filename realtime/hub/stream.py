"""One topic inside one process, as a pure state machine: its position, who listens, and what each may be given next.

Nothing here reads a clock, a socket or the database. The hub feeds in hints and readings and carries out the answers.
Invariants: a live listener has been given exactly the positions up to `sent`, in order; a joiner is answered at one
position and given every later one; nothing is given to a listener that left.
"""

from dataclasses import dataclass
from typing import Protocol

from realtime.hub.answers import recovered_answer, snapshot_answer
from realtime.hub.questions import Reading, Since, Want
from realtime.hub.tail import Row, Tail
from realtime.topics import Kind, Mode

MAX_EARLY = 300
MAX_LATER = 50


class Listener(Protocol):
    """Whoever can be given text frames, in order. While it is not `ready` it waits."""

    ready: bool

    def give(self, frames: list[str]) -> None:
        """Take frames; never blocks."""


@dataclass(slots=True)
class Join[L: Listener]:
    """A listener that waits for its answer. `reply_to` is the request's id, None when the server starts it."""

    listener: L
    since: Since | None
    reply_to: int | None


class Stream[L: Listener]:
    """The state machine of one topic."""

    __slots__ = (
        "due",
        "early",
        "early_epoch",
        "epoch",
        "joins",
        "kind",
        "last",
        "live",
        "moved_at",
        "paused",
        "questioned",
        "sent",
        "shown",
        "tail",
        "topic",
    )

    def __init__(self, topic: str, kind: Kind, *, tail_frames: int, tail_bytes: int) -> None:
        self.topic = topic
        self.kind = kind
        self.epoch: str | None = None
        self.last = 0
        self.sent = 0
        self.moved_at = 0.0
        self.live: dict[L, None] = {}
        self.joins: list[Join[L]] = []
        self.paused: dict[L, Since] = {}
        self.early: dict[int, str] = {}
        self.early_epoch = ""
        self.due: list[str] = []
        self.shown: tuple[int, str] | None = None
        self.questioned: tuple[Since, ...] = ()
        self.tail = Tail(tail_frames, tail_bytes)

    @property
    def idle(self) -> bool:
        """Nobody listens and nobody waits: the process may forget the topic."""
        return not (self.live or self.joins or self.paused)

    # News

    def hint(self, epoch: str, seq: int, frame: str) -> bool:
        """An event that is said to be committed: the next one is due, an old one is dropped, one beyond a gap waits.

        False when it belongs to another history: then the database must be asked which one is true.
        """
        if self.epoch not in (None, epoch):
            return False
        if self.epoch is None and self.early_epoch != epoch:
            self.early_epoch, self.early = epoch, {}
        if self.epoch is None or (seq > self.last + 1 and self.kind.mode is not Mode.LATEST):
            if len(self.early) < MAX_EARLY:
                self.early[seq] = frame
        elif seq > self.last:
            self._advance(seq, frame)
            self._use_early()
        return True

    def _advance(self, seq: int, frame: str) -> None:
        if seq == self.last + 1:
            self.tail.append(seq, frame)
        else:
            self.tail.restart(seq, [(seq, frame)])
        self.last = seq
        if self.kind.mode is Mode.LATEST:
            self.due.clear()
        self.due.append(frame)

    def _use_early(self) -> None:
        while (frame := self.early.pop(self.last + 1, None)) is not None:
            self._advance(self.last + 1, frame)
        if self.early:
            self.early = {seq: frame for seq, frame in self.early.items() if seq > self.last}

    @property
    def behind(self) -> bool:
        """A hint showed a later position than the one reached."""
        return bool(self.early) and self.epoch is not None

    # Listeners

    def join(self, listener: L, since: Since | None, reply_to: int | None) -> None:
        """Let a listener wait for its answer. `settle` gives it, at once when memory suffices."""
        self.joins.append(Join(listener, since, reply_to))

    def leave(self, listener: L) -> None:
        """From here on nothing more is given to this listener."""
        self.live.pop(listener, None)
        self.paused.pop(listener, None)
        self.joins = [join for join in self.joins if join.listener is not listener]

    def pause(self, listener: L) -> None:
        """It takes no more for now: remember where it stopped. A joiner simply goes on waiting."""
        if listener in self.live:
            del self.live[listener]
            self.paused[listener] = Since(self.epoch or "", self.sent)

    def resume(self, listener: L) -> None:
        """It takes frames again, and is answered from where it stopped."""
        since = self.paused.pop(listener, None)
        if since:
            self.join(listener, since, None)

    def take_due(self) -> list[str]:
        """What every live listener gets now; the caller gives it to all of `live` before anything else happens."""
        due, self.due = self.due, []
        self.sent = self.last
        return due

    # Reading

    def want(self) -> Want | None:
        """What must be read before everyone that is ready can be answered; None when nothing is missing."""
        joins = [join for join in self.joins if join.listener.ready]
        if not joins and not self.behind:
            return None
        resuming = self.questioned = tuple({join.since for join in joins if join.since})
        after = None if self.epoch is None else self.last
        fresh = any(join.since is None for join in joins)
        return Want(self.topic, self.kind, 0 if resuming else after, resuming, fresh, self.last)

    def look(self) -> Want:
        """Only the head, and what came after the position reached: the sweep's question."""
        self.questioned = ()
        return Want(self.topic, self.kind, None if self.epoch is None else self.last, expected=self.last)

    def learn(self, reading: Reading) -> None:
        """Fold in what the database showed, then answer whoever can be answered."""
        if (
            self.epoch != reading.epoch
            or reading.head < reading.expected
            or (reading.head > self.last and not self._catch_up(reading))
        ):
            self._start_over(reading)
        else:
            self.tail.reach_back(reading.rows)
        if reading.snapshot is not None:
            self.shown = (reading.head, reading.snapshot)
        self._use_early()
        self._judge_positions()

    def _judge_positions(self) -> None:
        """Positions that the database was asked about and cannot bring up to date start again."""
        for join in self.joins:
            if join.since in self.questioned and not self._reaches(join.since):
                join.since = None
        self.questioned = ()

    def _start_over(self, reading: Reading) -> None:
        """Another history, or one with a hole: everybody who was live is answered anew."""
        if reading.epoch != (self.epoch or self.early_epoch) or reading.head < self.last:
            self.early.clear()
        self.epoch = reading.epoch
        self.last = self.sent = reading.head
        self.tail.restart(reading.head, reading.rows)
        self.due.clear()
        self.shown = None
        self.joins += [Join(listener, None, None) for listener in self.live]
        self.live.clear()

    def _catch_up(self, reading: Reading) -> bool:
        newer = [row for row in reading.rows if row[0] > self.last]
        if self.kind.mode is Mode.LATEST:
            newer = newer[-1:]
        elif not newer or newer[0][0] != self.last + 1:
            return False
        self.tail.reach_back(reading.rows)
        for seq, frame in newer:
            self._advance(seq, frame)
        return bool(newer)

    # Answers

    def settle(self) -> bool:
        """Answer every joiner that is ready and can be answered. False when one of them needs a reading first.

        What was due must have been given before: a joiner is answered at `last`, and would be given it twice.
        """
        if self.epoch is None or self.due:
            return not self.joins
        waiting, self.joins = self.joins, []
        answered = True
        for join in waiting:
            frames = self._answer(join) if join.listener.ready else None
            if frames is None:
                self.joins.append(join)
                answered = answered and not join.listener.ready
            else:
                self.live[join.listener] = None
                join.listener.give(frames)
        return answered

    def _answer(self, join: Join[L]) -> list[str] | None:
        since = join.since
        if since and not self._reaches(since):
            # Another process may know more, and the database keeps more rows: it is asked before anybody starts again.
            return None
        if since:
            rows = self._newest(self.tail.after(since.seq))
            return [recovered_answer(join.reply_to, self.topic, since.epoch, self.last, rows)]
        if not self._shown_now():
            return None
        seq, snapshot = self.shown or (0, "")
        later = [frame for _seq, frame in self._newest(self.tail.after(seq))]
        return [snapshot_answer(join.reply_to, self.topic, self.epoch or "", seq, snapshot), *later]

    def _reaches(self, since: Since) -> bool:
        """Whether memory suffices to go on from this position."""
        if since.epoch != self.epoch or since.seq > self.last:
            return False
        newest_will_do = self.kind.mode is Mode.LATEST and bool(self.tail.frames)
        return newest_will_do or since.seq == self.last or self.tail.covers(since.seq)

    def _newest(self, rows: list[Row]) -> list[Row]:
        return rows[-1:] if self.kind.mode is Mode.LATEST else rows

    def _shown_now(self) -> bool:
        """Whether the remembered snapshot, with the tail after it, still shows the topic as it is."""
        if self.shown is None:
            return False
        seq = self.shown[0]
        return self.kind.mode is Mode.LATEST or (self.tail.covers(seq) and self.last - seq <= MAX_LATER)
