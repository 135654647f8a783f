"""Rialto itself: the web process exactly as the Procfile starts it, fed by a publisher in a process of its own."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.children import CLIENT_CORE, ROOT, SERVER_CORE, await_port, child, free_port
from tests.bench.ground import Ground
from tests.bench.servers.contender import Contender
from tests.bench.wire import upgrade_request
from tests.bench.writer import Writer, writer

SLUG = "bench"
WAKING_SECONDS = 1.0


@contextlib.contextmanager
def rialto(ground: Ground) -> Iterator[Contender]:
    """One web process and its publisher."""
    port = free_port()
    with writer(ground, core=CLIENT_CORE) as publisher, web(ground, port) as running:
        publisher.order("board", slug=SLUG)
        started = contender(publisher, port, running.pid)
        wake(started)
        yield started


def contender(publisher: Writer, port: int, pid: int) -> Contender:
    """How to load a web process: a guest of a browser, who joins the play-by-play."""
    return Contender(
        name="Rialto",
        port=port,
        pids=[pid],
        dialect="rialto",
        path="/rt",
        headers={"Origin": f"http://127.0.0.1:{port}", "Sec-WebSocket-Protocol": "rt.v1"},
        options={"topic": f"plays.{SLUG}"},
        publish=lambda _seq: publisher.publish_one(SLUG),
    )


def wake(started: Contender) -> None:
    """One socket comes and goes: the first one starts the live core, which is no part of a later one's cost."""
    with socket.create_connection(("127.0.0.1", started.port)) as sock:
        sock.sendall(upgrade_request(f"127.0.0.1:{started.port}", started.path, started.headers))
        sock.recv(4096)
        time.sleep(WAKING_SECONDS)


@contextlib.contextmanager
def web(ground: Ground, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The Procfile's own web command, on the servers' core."""
    (line,) = [row for row in (ROOT / "Procfile").read_text().splitlines() if row.startswith("web:")]
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {**ground.env, "PORT": str(port), "HOST": "127.0.0.1", "PATH": path}
    command = ["/bin/sh", "-c", line.partition(":")[2].strip()]
    with child(command, core=SERVER_CORE, log="web", env=env) as running:
        await_port(port, running)
        yield running
