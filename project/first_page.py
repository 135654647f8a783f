"""Telling the person who started the program when its first page can be opened."""

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import psutil

PAUSE = 0.2


class FirstPage:
    """Asks `/readyz`, then `/`, until both answered once."""

    def __init__(self, port: int) -> None:
        self.address = f"http://localhost:{port}/"
        self.port = port
        self.shown = False
        self.next_look = 0.0

    def look(self, say: Callable[[str], object]) -> None:
        """Look again, if it is time, and say it the first time it is there."""
        if self.shown or time.monotonic() < self.next_look:
            return
        self.next_look = time.monotonic() + PAUSE
        if self._answers("readyz") and self._answers(""):
            self.shown = True
            say(f"\nRialto is at {self.address}  ({self._seconds()} to the first page)\n")

    def _answers(self, path: str) -> bool:
        url = f"http://127.0.0.1:{self.port}/{path}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _seconds(self) -> str:
        starting = time.time() - psutil.Process().create_time()
        told = f"{starting:.1f} s from start"
        began = os.environ.get("MAKE_BEGAN", "")
        if began.isdigit() and time.time() - int(began) > starting + 5:
            told += f", {time.time() - int(began):.0f} s with what had to be installed,"
        return told
