"""The product's own programs as processes: started, killed, drained, paused, started again."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from project.embedded.children import die_with_parent, stop
from tests.faults.ground import Ground
from tests.site import arguments, free_port

BASE = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
# A drain that takes longer than this is ended, as an operator's machine would do.
DRAIN_SECONDS = 20.0


class Program:
    """One process with its log; it ends with us, whatever happens to us."""

    def __init__(self, name: str, command: list[str], house: Ground) -> None:
        self.name = name
        self.command = [sys.executable, *command]
        self.environment = house.environment
        self.log = house.folder / f"{name}.log"
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                cwd=BASE,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGKILL),
            )

    def kill(self) -> None:
        """End it as a crash would."""
        self._end(signal.SIGKILL)

    def drain(self) -> None:
        """Ask it to end, and insist after a while."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.running is not None:
            stop(self.running, signal_number=number, patience=DRAIN_SECONDS)
            self.running = None

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal that does not end it."""
        if self.running is not None:
            self.running.send_signal(number)

    def run(self) -> None:
        """Start it and wait until it has ended well."""
        self.start()
        assert self.running is not None
        if self.running.wait(PATIENCE_SECONDS):
            raise RuntimeError(f"{self.name} failed:\n{self.log.read_text()}")


class Web(Program):
    """One web process on a port that stays the same."""

    def __init__(self, name: str, house: Ground) -> None:
        self.port = free_port()
        command = ["-m", *arguments("uvicorn", self.port), "--timeout-graceful-shutdown", "5"]
        super().__init__(name, command, house)
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        super().start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert self.running is not None
            if self.running.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not come up:\n{self.log.read_text()}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=2, trust_env=False).is_success
        except httpx.TransportError:
            return False
