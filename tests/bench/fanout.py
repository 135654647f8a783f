"""Fan-out: CPU of the server for each message delivered, with every delivery checked by number."""

import statistics
import time
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.audience import audience
from tests.bench.cost import cpu_ns
from tests.bench.orders import TakesOrders
from tests.bench.servers.contender import Contender, Stamps

WARM_UP = 5
SETTLE_SECONDS = 1


@dataclass(frozen=True, kw_only=True)
class Fanout:
    """One server's result; times in microseconds, latencies from the publisher's call to the socket."""

    server: str
    sockets: int
    deliveries: int
    cpu_us: float
    cpu_us_least: float
    cpu_us_most: float
    p50_ms: float
    p99_ms: float
    commit_ms: float | None
    lost: int
    doubled: int
    disordered: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def measure(contender: Contender, *, sockets: int, rounds: int, messages: int, interval: float = 0.1) -> Fanout:
    """Fill the server with sockets, then publish `rounds` x `messages`, each after everyone has the last."""
    with audience() as crowd:
        base = crowd.order("connect", count=sockets, within=120, **contender.where())["base"]
        time.sleep(SETTLE_SECONDS)  # a bare loop may still be accepting what the kernel has already connected
        published: dict[int, Stamps] = {}
        broadcast(contender, crowd, published, base, WARM_UP, interval)
        per_round, seq = [], base + WARM_UP
        for _ in range(rounds):
            before = cpu_ns(*contender.pids)
            broadcast(contender, crowd, published, seq, messages, interval)
            per_round.append((cpu_ns(*contender.pids) - before) / (messages * sockets) / 1000)
            seq += messages
        report = crowd.order("report", through=seq)
    arrivals = [(published[seq], at) for seq, at, _topic in report["samples"] if seq > base + WARM_UP]
    latencies = sorted((at - began) / 1e6 for (began, _), at in arrivals)
    since_commit = [(at - committed) / 1e6 for (_, committed), at in arrivals if committed]
    return Fanout(
        server=contender.name,
        sockets=sockets,
        deliveries=report["received"],
        cpu_us=statistics.median(per_round),
        cpu_us_least=min(per_round),
        cpu_us_most=max(per_round),
        p50_ms=latencies[len(latencies) // 2],
        p99_ms=latencies[int(len(latencies) * 0.99)],
        commit_ms=statistics.median(since_commit) if since_commit else None,
        lost=report["lost"],
        doubled=report["doubled"],
        disordered=report["disordered"],
    )


def broadcast(
    contender: Contender, crowd: TakesOrders, published: dict[int, Stamps], after: int, messages: int, interval: float
) -> None:
    """Publish the numbers after `after`, `interval` seconds or more apart, each when all have the last."""
    for seq in range(after + 1, after + messages + 1):
        crowd.send("expect", through=seq, within=60)
        began = time.monotonic_ns()
        published[seq] = contender.publish(seq) or (began, 0)
        crowd.answer()
        time.sleep(max(0.0, interval - (time.monotonic_ns() - began) / 1e9))
