"""Coming in: CPU of the server to connect and join, and memory that each joined socket keeps."""

import time
from typing import Any

from tests.bench.audience import audience
from tests.bench.cost import cpu_ns, memory_kb
from tests.bench.servers.contender import Contender

FIRST, SETTLE_SECONDS = 50, 2


def measure(contender: Contender, *, sockets: int, cookies: list[str] | None = None) -> dict[str, Any]:
    """Connect `sockets` idle sockets to a server that has seen some before; microseconds and kilobytes of each."""
    pid = contender.pids[0]
    with audience() as first, audience() as crowd:
        first.order("connect", count=FIRST, **contender.where())
        time.sleep(SETTLE_SECONDS)
        memory, cpu = memory_kb(pid), cpu_ns(pid)
        where = {**contender.where(), "cookies": cookies or []}
        answer = crowd.order("connect", count=sockets, within=120, **where)
        time.sleep(SETTLE_SECONDS)
        used, after = cpu_ns(pid) - cpu, memory_kb(pid)
    return {
        "server": contender.name,
        "sockets": sockets,
        "cpu_us": used / sockets / 1000,
        "seconds": answer["seconds"],
        **{f"{name.lower()}_kb": (after[name] - memory[name]) / sockets for name in memory},
    }
