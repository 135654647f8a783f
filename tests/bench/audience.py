"""The benchmark's handle on the load client: orders out, answers back."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from tests.bench.children import CLIENT_CORE, child


class Audience:
    """A crowd in its own process; every order waits for its answer and fails with the crowd's own words."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self.running = running

    def order(self, do: str, **details: Any) -> dict[str, Any]:
        """Give one order and wait for the answer."""
        self.send(do, **details)
        return self.answer()

    def send(self, do: str, **details: Any) -> None:
        """Give one order without waiting."""
        assert self.running.stdin
        self.running.stdin.write(json.dumps({"do": do, **details}).encode() + b"\n")
        self.running.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """The answer to the last order."""
        assert self.running.stdout
        line = self.running.stdout.readline()
        if not line:
            raise RuntimeError("the load client ended; see its log")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer


@contextlib.contextmanager
def audience() -> Iterator[Audience]:
    """A load client pinned to the clients' core."""
    with child([sys.executable, "-m", "tests.bench.crowd"], core=CLIENT_CORE, log="crowd") as running:
        yield Audience(running)
