"""A reader that stands still costs the others nothing and the process little, and loses nothing it cannot get again."""

from contextlib import closing

import psutil
import pytest

from tests.probe.actions import make_mark
from tests.realtime.crowd import Crowd, Reader
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FILLER = "x" * 30_000
WARM, SHARED, OWN = 20, 250, 430
MEBIBYTE = 1 << 20


def memory_of(site: Site) -> int:
    """Bytes of the server process that are in memory."""
    assert site.process is not None
    return int(psutil.Process(site.process.pid).memory_info().rss)


def test_one_of_a_hundred_stands_still_and_nobody_else_waits(site: Site, key: str) -> None:
    log, gauge = f"log.{key}", f"gauge.{key}-own"
    with closing(Reader(site, [log, gauge], receive_buffer=4096)) as slow, Crowd(site, 99, [log]) as crowd:
        slow.read_until(lambda: slow.joined == {log, gauge})
        memory = []
        for value in range(1, SHARED + 1):
            make_mark(key=key, value=value, filler=FILLER)
            crowd.wait_for(log, value)
            memory.append(memory_of(site))
        for value in range(1, OWN + 1):
            make_mark(key=f"{key}-own", value=value, kinds=("gauge",), filler=FILLER)
        memory.append(memory_of(site))

        assert [reader.seen[log] for reader in crowd.readers] == [[*range(1, SHARED + 1)]] * 99
        assert max(memory) - memory[WARM] < 8 * MEBIBYTE
        assert_goes_on(slow, log, gauge)
        make_mark(key=key, value=SHARED + 1)
        slow.read_until(lambda: slow.seen[log][-1:] == [SHARED + 1])


def assert_goes_on(slow: Reader, log: str, gauge: str) -> None:
    """It reads again: what was on its way, then one answer a topic that leaves no hole."""
    slow.read_until(lambda: slow.unasked.keys() == {log, gauge})
    seen = slow.seen[log]

    assert seen == [*range(1, len(seen) + 1)]
    assert len(seen) < SHARED
    assert slow.unasked[log]["seq"] == SHARED
    assert slow.unasked[log]["snapshot"] == {"values": [*range(SHARED - 49, SHARED + 1)], "total": SHARED}
    slow.read_until(lambda: slow.seen[gauge][-1:] == [OWN])
    assert len(slow.unasked[gauge]["events"]) == 1
    assert len(slow.seen[gauge]) < OWN // 2


def test_whoever_reads_but_does_not_acknowledge_counts_as_slow(plain: Site, key: str) -> None:
    with Speaker(plain, acks=False) as ada:
        assert ada.hear("welcome")["ack"] == 50
        ada.subscribe(f"log.{key}")
        for value in range(1, 31):
            make_mark(key=key, value=value, filler=FILLER)
        seen: list[int] = []
        while not ada.silent(seconds=1.0):
            seen.append(len(seen) + 1)
        ada.say(type="ack", count=ada.count)
        answer = ada.hear("subscribed")

    assert 0 < len(seen) < 15
    assert answer["id"] is None
    assert answer["seq"] == 30
    assert answer["snapshot"] == {"values": [*range(1, 31)], "total": 30}
