"""Processes that a run starts: pinned to a core, silent, and gone with the run whatever happens."""

import contextlib
import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from project.embedded.children import die_with_parent

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = CORES[-1], CORES[0]
ROOT = Path(__file__).resolve().parents[2]
WORKSHOP = ROOT / "var" / "bench"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def child(
    command: Sequence[str], *, core: int | None, log: str, env: dict[str, str] | None = None, cwd: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own group with pipes to its standard input and output; killed with its children at the end."""
    WORKSHOP.mkdir(parents=True, exist_ok=True)

    mortal = die_with_parent(signal.SIGTERM)

    def settle() -> None:
        if mortal:
            mortal()
        os.sched_setaffinity(0, CORES if core is None else {core})
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    with (WORKSHOP / f"{log}.log").open("wb") as stderr:
        started = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            start_new_session=True,
            preexec_fn=settle,
        )
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait(5)


def await_port(port: int, running: subprocess.Popen[bytes], seconds: float = 20) -> None:
    """Return when something listens on `port`; fails when the process ends first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if running.poll() is not None:
            raise RuntimeError(f"{running.args!r} ended with {running.returncode}")
        if _listening(port):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}: {running.args!r}")


def _listening(port: int) -> bool:
    """Read from the kernel's table, because a trial connection would be one more socket in a broadcast."""
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return any(row[3] == "0A" and int(row[1].rpartition(":")[2], 16) == port for row in rows)
