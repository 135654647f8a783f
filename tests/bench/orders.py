"""A child process that takes orders, one JSON line each, and answers them in order."""

import json
import subprocess
from typing import Any


class TakesOrders:
    """The benchmark's handle on such a child; an order that failed raises the child's own words."""

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
            raise RuntimeError("a process of the benchmark ended; see its log")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer
