"""PostgreSQL, Valkey and an empty database for one run, durable as in production, on the clients' core."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from project import embedded
from tests.bench.children import ROOT, WORKSHOP

# Everybody in a benchmark comes from one machine, and nobody is asked to slow down.
UNLIMITED = {
    "RT_MAX_SOCKETS_PER_ADDRESS": "100000",
    "RT_MAX_SOCKETS_PER_PERSON": "100000",
    "API_PER_MINUTE": "1000000",
    "CHAT_PER_TEN_SECONDS": "1000000",
    "PRODUCTION": "0",
    "DEMO": "0",
    "LOG_LEVEL": "WARNING",
    "DJANGO_SETTINGS_MODULE": "project.settings",
}


@dataclass(frozen=True)
class Ground:
    """Two running servers and the environment that leads to them."""

    env: dict[str, str]
    postgres_pid: int
    postgres_log: Path


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    """Start the servers in the benchmark's own folder and bring the database up to date."""
    servers = embedded.start(WORKSHOP / "live")
    try:
        env = {**servers.environment, **UNLIMITED}
        command = [sys.executable, "manage.py", "prepare"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=True)
        yield Ground(env, servers.postgres.pid, servers.places.var / "postgres.log")
    finally:
        servers.stop()
