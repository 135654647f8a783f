"""The benchmark's handle on a publisher process: orders out, stamps of commits back."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from tests.bench.children import child
from tests.bench.ground import Ground
from tests.bench.servers.contender import Stamps


class Writer:
    """One process that commits facts."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self.running = running

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
            raise RuntimeError("the publisher ended; see its log")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def order(self, do: str, **details: Any) -> dict[str, Any]:
        """Give one order and wait for the answer."""
        self.send(do, **details)
        return self.answer()

    def publish_one(self, slug: str) -> Stamps:
        """Commit one play; when that began and when it was committed."""
        began, committed = self.order("publish", slug=slug)["stamps"][0]
        return began, committed


@contextlib.contextmanager
def writer(ground: Ground, *, core: int | None, name: str = "publisher") -> Iterator[Writer]:
    """A publisher process, on one core or, with None, on all of them."""
    command = [sys.executable, "-m", "tests.bench.publisher"]
    with child(command, core=core, log=name, env=ground.env) as running:
        yield Writer(running)
