"""The web server as a process of its own on the test database: started, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import httpx
from django.conf import settings
from django.db import connection

Server = Literal["uvicorn", "daphne", "runserver"]
PATIENCE_SECONDS = 90.0
REST_SECONDS = 10.0
# Connections to this database, other than the one that asks, which are in the middle of something.
BUSY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""


class Site:
    """One web process on a port that stays the same over restarts."""

    def __init__(self, *, environment: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.ws_url = f"ws://localhost:{self.port}/rt"
        self.environment = {**os.environ, **_environment(), **(environment or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, server: Server = "uvicorn") -> None:
        """Start the server and wait until it answers."""
        program = [sys.executable, "-m", *arguments(server, self.port)]
        self.process = subprocess.Popen(program, cwd=settings.BASE_DIR, env=self.environment)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{server} did not come up on port {self.port}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a crash would: no farewell, no flush."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and insist after a while; safe when it is not running."""
        self._end(signal.SIGTERM)

    def rest(self) -> None:
        """Wait until nobody is connected any more and nothing is being written; what finds no rest is killed."""
        deadline = time.monotonic() + REST_SECONDS
        while self.process is not None and not (self._is_empty() and _nobody_writes()):
            if time.monotonic() > deadline:
                self.kill()
            time.sleep(0.02)

    def _is_empty(self) -> bool:
        try:
            live = httpx.get(f"{self.url}/api/health", timeout=2).json()["realtime"]
        except (httpx.TransportError, ValueError, KeyError):
            return False
        return bool(live["ok"]) and live["sockets"] == live["topics"] == 0

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=2).is_success
        except httpx.TransportError:
            return False


def _nobody_writes() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(BUSY)
        return bool(cursor.fetchone() == (0,))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def arguments(server: Server, port: int) -> list[str]:
    if server == "daphne":
        return ["daphne", "-b", "127.0.0.1", "-p", str(port), "project.asgi:application"]
    if server == "runserver":
        return ["manage", "runserver", "--noreload", f"127.0.0.1:{port}"]
    direct = ["--ws", "realtime.transport:DirectWebSocket", "--ws-max-size", "65536"]
    plain = ["--ws-per-message-deflate", "false", "--ws-ping-interval", "0"]
    speed = [
        "--loop",
        "uvloop",
        "--http",
        "project.serving:BoundedHttp",
        "--no-proxy-headers",
        "--log-level",
        "warning",
    ]
    address = ["--host", "127.0.0.1", "--port", str(port)]
    return ["uvicorn", "project.asgi:application", *address, *direct, *plain, *speed]


def _environment() -> dict[str, str]:
    """The test database instead of the one that its servers were made with."""
    found = urlsplit(os.environ["DATABASE_URL"])
    name = str(connection.settings_dict["NAME"])
    return {
        "DATABASE_URL": urlunsplit(found._replace(path=f"/{name}")),
        "PGOPTIONS": "",
        "PYTHONPATH": str(Path(settings.BASE_DIR)),
        "RT_DRAIN_SECONDS": "1",
    }
