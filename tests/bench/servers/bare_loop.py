"""A bare loop of send() calls, in C and in Python: what the kernel alone asks for a delivery."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.children import SERVER_CORE, WORKSHOP, await_port, child, free_port
from tests.bench.servers.contender import Contender, payload, require


@contextlib.contextmanager
def bare_loop_c(*, install: bool) -> Iterator[Contender]:
    """The C loop, compiled when `cc` is there."""
    compiler = require("cc", install=["apt-get", "install", "-y", "gcc", "libc6-dev"] if install else None)
    program, source = WORKSHOP / "bare_loop", Path(__file__).with_name("bare_loop.c")
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    subprocess.run([compiler, "-O2", "-o", str(program), str(source)], check=True)
    with _started("bare loop, C", [str(program)]) as contender:
        yield contender


@contextlib.contextmanager
def bare_loop_python(*, install: bool) -> Iterator[Contender]:
    """The Python loop; nothing to install."""
    with _started("bare loop, Python", [sys.executable, "-m", "tests.bench.servers.bare_loop_python"]) as contender:
        yield contender


@contextlib.contextmanager
def _started(name: str, command: Sequence[str]) -> Iterator[Contender]:
    port = free_port()
    with child([*command, str(port)], core=SERVER_CORE, log="bare_loop") as running:
        await_port(port, running)
        yield Contender(name=name, port=port, pids=[running.pid], dialect="raw", publish=line_writer(running))


def line_writer(running: subprocess.Popen[bytes]) -> Callable[[int], None]:
    """A publisher that writes the payload as one line to the server's standard input."""

    def publish(seq: int) -> None:
        assert running.stdin
        running.stdin.write(payload(seq).encode() + b"\n")
        running.stdin.flush()

    return publish
