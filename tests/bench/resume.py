"""Resuming: the web process is killed under its sockets and started again; how long, how many reads, what was lost."""

import os
import signal
import subprocess
import time
from typing import Any

from tests.bench.audience import audience
from tests.bench.children import CLIENT_CORE, free_port
from tests.bench.fanout import SETTLE_SECONDS
from tests.bench.ground import Ground
from tests.bench.servers.rialto import SLUG, contender, wake, web
from tests.bench.statements import log_statements, watch
from tests.bench.writer import Writer, writer

BEFORE, MEANWHILE, AFTER = 5, 10, 5


def measure(ground: Ground, *, sockets: int) -> dict[str, Any]:
    """Kill -9 with everybody joined, commit facts while nobody serves, start again, and wait for all."""
    port = free_port()
    with writer(ground, core=CLIENT_CORE) as publisher, audience() as crowd:
        publisher.order("board", slug=SLUG)
        with web(ground, port) as first:
            wake(contender(publisher, port, first.pid))
            where = contender(publisher, port, first.pid).where()
            seq = crowd.order("connect", count=sockets, within=60, **where)["base"]
            time.sleep(SETTLE_SECONDS)
            seq = _publish(publisher, seq, BEFORE)
            crowd.order("expect", through=seq)
            log_statements(ground, on=True)
            crowd.send("resume", within=60)
            killed = _kill(first)
        seq = _publish(publisher, seq, MEANWHILE)
        reads = watch(ground)
        with web(ground, port):
            listening = time.monotonic()
            answer = crowd.answer()
            resumed, counts = time.monotonic(), reads.counts()
            seq = _publish(publisher, seq, AFTER)
            crowd.order("expect", through=seq)
            report = crowd.order("report", through=seq)
            log_statements(ground, on=False)
    return {
        "sockets": sockets,
        "seconds_from_kill": resumed - killed,
        "seconds_from_listening": resumed - listening,
        "refused_attempts": answer["refused"],
        "statements": counts,
        **{name: report[name] for name in ("recovered", "lost", "doubled", "disordered")},
    }


def _publish(publisher: Writer, seq: int, count: int) -> int:
    publisher.order("publish", slug=SLUG, count=count)
    return seq + count


def _kill(running: subprocess.Popen[bytes]) -> float:
    os.kill(running.pid, signal.SIGKILL)
    running.wait(5)
    return time.monotonic()
