"""Nothing is lost, doubled or out of order while real processes are killed, stopped and cut off."""

import os

from tests.faults.run import run

KINDS = (
    "web killed",
    "web drained",
    "web paused",
    "worker killed",
    "valkey killed",
    "postgres crashed",
    "network cut",
    "network silent",
    "epoch renewed",
)


def test_every_reader_is_told_every_fact_once_and_in_order_through_all_faults() -> None:
    seed = int(os.environ.get("FAULT_SEED", "0")) or int.from_bytes(os.urandom(4))

    report = run(seed=seed, kinds=KINDS, outage=1.0, pause=0.6)

    found = "\n".join(report.lines())
    assert report.promise_kept, found
    assert report.faults.total() == len(KINDS)
    assert report.commands > 0, found
    assert report.resets > 0, found
