"""One fault run from start to verdict."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import wait

from tests.faults.nemesis import Nemesis
from tests.faults.reader import Reader
from tests.faults.report import Report
from tests.faults.scene import Scene, scene
from tests.faults.truth import Committed, committed
from tests.faults.verdict import verdict

CONVERGE_SECONDS = 30.0

Tell = Callable[[str], None]


def _silent(_line: str) -> None:
    """Nobody watches."""


def run(
    *,
    seed: int,
    seconds: float = 0,
    kinds: Iterable[str] | None = None,
    outage: float = 2.0,
    pause: float = 1.0,
    tell: Tell = _silent,
) -> Report:
    """Do harm for `seconds`, or the `kinds` named, in an order that `seed` decides, and give the verdict.

    `outage` and `pause` are the longest seconds that something is away, and that nothing is done between two faults.
    """
    with scene(random.Random(seed)) as everybody:
        nemesis = Nemesis(everybody.victims, random.Random(seed), outage=outage)
        began = time.monotonic()
        for kind in nemesis.order() if kinds is None else nemesis.shuffled(kinds):
            if kinds is None and time.monotonic() - began > seconds:
                break
            time.sleep(nemesis.rng.uniform(0.2, 1) * pause)
            tell(f"{time.monotonic() - began:6.1f} s  {kind}")
            nemesis.strike(kind)
        harmed = time.monotonic() - began
        fell_silent, truth = _end_of_writing(everybody)
        converged = _converged(everybody.readers, truth)
        seconds_after = None if converged is None else converged - fell_silent
        return verdict(everybody, truth, seed=seed, seconds=harmed, faults=nemesis.done, converged=seconds_after)


def _end_of_writing(everybody: Scene) -> tuple[float, Committed]:
    """Let the writers come to their last answers; the moment, and what is committed then."""
    for writer in everybody.writers:
        writer.stopping.set()
    wait(everybody.writing, timeout=CONVERGE_SECONDS)
    ended = time.monotonic()
    return ended, committed(everybody.victims.ground.database_url)


def _converged(readers: list[Reader], truth: Committed) -> float | None:
    """When the last reader had come as far as the database; None if one never did."""
    deadline = time.monotonic() + CONVERGE_SECONDS
    while any(_behind(readers, truth)):
        if time.monotonic() > deadline:
            return None
        time.sleep(0.05)
    return time.monotonic()


def _behind(readers: list[Reader], truth: Committed) -> Iterator[str]:
    for reader in readers:
        for topic in reader.modes:
            if reader.position(topic) != (truth.epoch, truth.heads[topic]):
                yield f"{reader.name}, {topic}"
