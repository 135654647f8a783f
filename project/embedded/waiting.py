"""Waiting for a server to answer, and telling why when it never does."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from project.embedded.errors import CannotStart

PATIENCE = 60.0
PAUSE = 0.03


def wait_for(answers: Callable[[], bool], *, child: subprocess.Popen[bytes], name: str, log: Path) -> None:
    """Return once `answers()`; refuse with the end of its log when the server gave up."""
    deadline = time.monotonic() + PATIENCE
    while not answers():
        if child.poll() is not None or time.monotonic() > deadline:
            raise CannotStart(f"{name} did not start. The end of {log} says:\n{_end_of(log)}")
        time.sleep(PAUSE)


def _end_of(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-12:])
