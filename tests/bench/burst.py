"""Bursts: what a delivery costs when news comes one at a time, evenly fast, and all at once."""

import time
from typing import Any

from tests.bench.audience import audience
from tests.bench.cost import cpu_ns
from tests.bench.fanout import SETTLE_SECONDS
from tests.bench.orders import TakesOrders
from tests.bench.servers.contender import Contender
from tests.bench.writer import Writer

MESSAGES, SECONDS, APART = 50, 10, 0.25


class Bursts:
    """One web process with its sockets joined; `seq` is the last number they were sent."""

    def __init__(self, web: Contender, publisher: Writer, slug: str, crowd: TakesOrders, seq: int) -> None:
        self.web, self.publisher, self.slug = web, publisher, slug
        self.crowd, self.seq = crowd, seq

    def singles(self) -> None:
        """One message every 250 ms."""
        self._publish(int(SECONDS / APART), interval=APART)

    def even(self) -> None:
        """50 messages a second, evenly spaced."""
        self._publish(MESSAGES * SECONDS, interval=1 / MESSAGES)

    def in_a_row(self) -> None:
        """50 transactions back to back, once a second."""
        for _ in range(SECONDS):
            self._each_second(together=False)

    def together(self) -> None:
        """50 messages of one transaction, once a second."""
        for _ in range(SECONDS):
            self._each_second(together=True)

    def _each_second(self, *, together: bool) -> None:
        due = time.monotonic() + 1
        self._publish(MESSAGES, together=together)
        time.sleep(max(0.0, due - time.monotonic()))

    def _publish(self, count: int, **how: Any) -> None:
        self.seq += count
        self.crowd.send("expect", through=self.seq, within=120)
        self.publisher.order("publish", slug=self.slug, count=count, **how)
        self.crowd.answer()


def measure(web: Contender, publisher: Writer, slug: str, *, sockets: int) -> dict[str, Any]:
    """CPU microseconds per delivery for each rhythm, and what was lost in all of them."""
    figures: dict[str, Any] = {"sockets": sockets}
    with audience() as crowd:
        base = crowd.order("connect", count=sockets, within=120, **web.where())["base"]
        time.sleep(SETTLE_SECONDS)
        bursts = Bursts(web, publisher, slug, crowd, base)
        bursts.together()  # not counted: it wakes what sleeps until the first burst
        for rhythm in (bursts.singles, bursts.even, bursts.in_a_row, bursts.together):
            before, cpu = bursts.seq, cpu_ns(*web.pids)
            rhythm()
            deliveries = (bursts.seq - before) * sockets
            figures[rhythm.__name__] = (cpu_ns(*web.pids) - cpu) / deliveries / 1000
        report = crowd.order("report", through=bursts.seq)
    return figures | {name: report[name] for name in ("lost", "doubled", "disordered")}
