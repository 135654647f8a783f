"""`manage.py up` as a person runs it: started, used, stopped, killed."""

import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from project.embedded.children import MARK
from project.embedded.record import BASE
from tests.project.embedded.folders import open_folder

PATIENCE = 240.0
LEFT_OUT = ("DATABASE_URL", "REDIS_URL", "PRODUCTION", "API_PER_MINUTE", "LOG_LEVEL")


class Program:
    """One run of `manage.py up` on a data folder and a port."""

    def __init__(self, var: Path, port: int) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        self.var, self.port = var, port
        self.lines: list[str] = []
        self.news: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=BASE,
            env={**kept, "VAR_DIR": str(var), "PORT": str(port), "DEMO": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.news.put(line)
        self.news.put(None)

    def wait_for(self, wanted: str) -> str:
        """The line that has it; what was said instead if none comes."""
        deadline = time.monotonic() + PATIENCE
        while (line := self.news.get(timeout=max(0.1, deadline - time.monotonic()))) is not None:
            self.lines.append(line)
            if wanted in line:
                return line
        pytest.fail(f"{wanted!r} never came:\n{''.join(self.lines)}")

    def end(self, number: int = signal.SIGINT) -> int:
        """Send a signal, and return how the program ended."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def pid_of(self, part: str) -> int:
        """The process of one line of the Procfile."""
        line = next(line for line in self.lines if f"{part}.1 started" in line)
        found = re.search(r"pid=(\d+)", line)
        assert found is not None
        return int(found[1])

    def get(self, path: str) -> tuple[int, str]:
        """Ask the running program for a page."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Data that outlives one story, as a person's does: the first that starts on it sets it up."""
    with open_folder() as folder:
        yield (folder / "var").resolve()


@pytest.fixture
def var(folder: Path) -> Iterator[Path]:
    yield folder
    for process in (left := living(folder)):
        process.kill()
    psutil.wait_procs(left, timeout=PATIENCE)


@pytest.fixture
def new() -> Iterator[Path]:
    """Where nothing ever ran."""
    with open_folder() as folder:
        yield (folder / "var").resolve()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_up_serves_a_healthy_program_and_ctrl_c_leaves_nothing(var: Path, port: int) -> None:
    program = Program(var, port)
    told = program.wait_for("Rialto is at")
    health = until_ok(program)
    with urllib.request.urlopen(f"http://127.0.0.1:{port + 1}/", timeout=20) as answer:
        sandbox = answer.read().decode()

    ended = program.end(signal.SIGINT)

    assert re.search(rf"http://localhost:{port}/ +\(\d+\.\d s from start", told)
    assert (health["database"]["ok"], health["valkey"]["ok"], health["worker"]["ok"]) == (True, True, True)
    assert f"http://127.0.0.1:{port}/webhooks/stripe/" in sandbox
    assert ended == 0
    assert living(var) == []


def test_second_up_names_the_first_and_leaves_it_alone(var: Path, port: int) -> None:
    first = Program(var, port)
    first.wait_for("Rialto is at")

    second = Program(var, port)
    told = second.wait_for("already runs")

    assert second.process.wait(timeout=PATIENCE) == 1
    assert f"pid {first.process.pid}, http://localhost:{port}/" in told
    assert first.get("/readyz") == (200, "ready\n")
    assert first.end() == 0


def test_up_on_a_taken_port_says_so_and_starts_nothing(new: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()

        program = Program(new, port)
        program.wait_for(f"Port {port} cannot be used")

        assert program.process.wait(timeout=PATIENCE) == 1
    assert not (new / "postgres").exists()


def test_up_killed_outright_starts_again(var: Path, port: int) -> None:
    first = Program(var, port)
    first.wait_for("Rialto is at")
    first.end(signal.SIGKILL)

    second = Program(var, port)
    second.wait_for("Rialto is at")

    assert second.get("/healthz") == (200, "ok\n")
    assert second.end(signal.SIGTERM) == 0
    assert living(var) == []


@pytest.mark.parametrize("part", ["web", "worker", "stripe"])
def test_part_killed_takes_the_rest_down_and_says_so(part: str, var: Path, port: int) -> None:
    program = Program(var, port)
    program.wait_for("Rialto is at")
    os.kill(program.pid_of(part), signal.SIGKILL)

    program.wait_for("A process of the Procfile ended")

    assert program.process.wait(timeout=PATIENCE) == 1
    assert living(var) == []


def test_honcho_killed_takes_its_orphans_down(var: Path, port: int) -> None:
    program = Program(var, port)
    program.wait_for("Rialto is at")
    children = psutil.Process(program.process.pid).children()
    next(child for child in children if "honcho" in child.cmdline()).kill()

    program.wait_for("A process of the Procfile ended")

    assert program.process.wait(timeout=PATIENCE) == 1
    assert living(var) == []


def test_command_beside_a_stopped_program_says_what_to_do(new: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}

    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=BASE,
        env={**kept, "VAR_DIR": str(new)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "embedded servers of this project are not running. Start them with `make run`" in done.stderr


def until_ok(program: Program) -> dict[str, Any]:
    """The health of a program whose worker may still be starting."""
    deadline = time.monotonic() + PATIENCE
    while True:
        health: dict[str, Any] = json.loads(program.get("/api/health")[1])
        if health["status"] == "ok" or time.monotonic() > deadline:
            return health
        time.sleep(0.3)


def living(var: Path) -> list[psutil.Process]:
    """Processes that belong to a data folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(var):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found
