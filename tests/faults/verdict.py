"""Everything that is judged at the end of a run."""

from collections import Counter
from collections.abc import Iterator

from realtime.topics import parse_topic
from tests.faults.checker import Complaint, Truth, complaints
from tests.faults.reader import Reader
from tests.faults.report import Report
from tests.faults.scene import Scene
from tests.faults.truth import Committed, fresh_snapshots
from tests.faults.writer import Writer

INEXCUSABLE = ("Exception in callback", "exception was never retrieved", "runtime_round_failed", "runtime_task_failed")


def verdict(
    everybody: Scene, truth: Committed, *, seed: int, seconds: float, faults: Counter[str], converged: float | None
) -> Report:
    """Judge every reader's records, every writer's commands, and the parts that should still run."""
    readers, writers = everybody.readers, everybody.writers
    fresh = fresh_snapshots(everybody.victims.webs[0].url, sorted({topic for one in readers for topic in one.modes}))
    truths = {topic: _truth_of(topic, truth, fresh) for topic in fresh}
    failed = [f"{type(error).__name__}: {error}" for error in everybody.victims.crowd.failures()]
    return Report(
        seed=seed,
        seconds=seconds,
        faults=faults,
        commands=sum(len(writer.answered) for writer in writers),
        attempts=sum(writer.attempts for writer in writers),
        deliveries=sum(kept.told_in_all for one in readers for kept in one.records.values()),
        replayed=sum(one.replayed for one in readers),
        connections=sum(one.line.connections for one in readers),
        resets=sum(kept.resets for one in readers for kept in one.records.values()),
        unasked_resets=sum(kept.unasked_resets for one in readers for kept in one.records.values()),
        staleness=max(one.staleness for one in readers),
        converged=converged,
        complaints=[found for one in readers for found in _complaints(one, truths)],
        wire_faults=[fault for one in readers for fault in (*one.faults, *one.wire.faults)],
        others=[*failed, *stopped(readers), *miscounted(writers, truth), *broken(everybody)],
    )


def _truth_of(topic: str, truth: Committed, fresh: dict[str, dict[str, object]]) -> Truth:
    parsed = parse_topic(topic)
    assert parsed is not None
    return Truth(
        rows=truth.rows[topic], head=truth.heads[topic], epoch=truth.epoch, fresh=fresh[topic], fold=parsed[0].fold
    )


def _complaints(reader: Reader, truths: dict[str, Truth]) -> Iterator[Complaint]:
    for topic, record in reader.records.items():
        yield from complaints(record, truths[topic], who=reader.name)


def stopped(readers: list[Reader]) -> Iterator[str]:
    """Readers whom a server sent away for ever: none deserved it."""
    for reader in readers:
        if reader.line.stopped:
            yield f"{reader.name} was stopped with {reader.line.stopped}"


def miscounted(writers: list[Writer], truth: Committed) -> Iterator[str]:
    """Where commands meant and commands committed differ, or a board's topics and its commands do."""
    meant = Counter((one.slug, one.command_id, one.position) for writer in writers for one in writer.answered)
    found = Counter(one for one in truth.commands if not one[1].startswith("first-play-"))
    for one in meant - found:
        yield f"answered and not committed: {one}"
    for one in found - meant:
        yield f"committed and not meant, or twice: {one}"
    for writer in writers:
        yield from (f"refused: {words}" for words in writer.refused)
    played = Counter(slug for slug, _command_id, _position in truth.commands)
    for slug, count in played.items():
        heads = truth.heads[f"plays.{slug}"], truth.heads[f"board.{slug}"]
        rows = len(truth.rows[f"plays.{slug}"]), len(truth.rows[f"board.{slug}"])
        if heads != (count, count) or rows != heads:
            yield f"{slug}: {count} commands, but heads {heads} and rows {rows}"


def broken(everybody: Scene) -> Iterator[str]:
    """What a web process says only when something went wrong that no outage excuses."""
    for web in everybody.victims.webs:
        for line in web.log.read_text(errors="replace").splitlines():
            if any(words in line for words in INEXCUSABLE):
                yield f"{web.name} logged: {line}"
