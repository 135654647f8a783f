"""A PostgreSQL and a Valkey of the run's own; each can be ended and started again on the same data and socket."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from project import embedded
from project.embedded.account import other_account
from project.embedded.children import stop
from project.embedded.places import postgres_programs
from project.embedded.postgres import start_postgres
from project.embedded.valkey import start_valkey

# All readers come from one address, and a run has no time for a page's long silences.
SETTINGS = {
    "PRODUCTION": "0",
    "DEMO": "0",
    "API_PER_MINUTE": "1000000",
    "RT_MAX_SOCKETS_PER_ADDRESS": "1000",
    "RT_HEARTBEAT": "2",
    "RT_PONG_SECONDS": "2",
    "RT_DRAIN_SECONDS": "1",
    "LOG_LEVEL": "WARNING",
    "DJANGO_SETTINGS_MODULE": "project.settings",
}


class Ground:
    """Both servers; durable as in production, because they will not be asked to end in good order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers = embedded.start(folder / "var", durable=True)
        self.environment = {**os.environ, **self.servers.environment, **SETTINGS}

    @property
    def database_url(self) -> str:
        """Where the facts are."""
        return self.servers.places.database_url

    def stop_valkey(self) -> None:
        """End Valkey in good order."""
        stop(self.servers.valkey, signal_number=signal.SIGTERM)

    def kill_valkey(self) -> None:
        """End Valkey as a crash would."""
        stop(self.servers.valkey, signal_number=signal.SIGKILL)

    def start_valkey(self) -> None:
        """Start Valkey where it was."""
        self.servers.valkey = start_valkey(self.servers.places)

    def stop_postgres(self) -> None:
        """`pg_ctl stop -m fast`: sessions are thrown out, what is committed is written down."""
        stop(self.servers.postgres, signal_number=signal.SIGINT)

    def crash_postgres(self) -> None:
        """`pg_ctl stop -m immediate`: no farewell, recovery at the next start."""
        stop(self.servers.postgres, signal_number=signal.SIGQUIT)

    def kill_postgres(self) -> None:
        """`kill -9` of the postmaster; its children find out for themselves, and the next start waits for the last."""
        children = psutil.Process(self.servers.postgres.pid).children(recursive=True)
        stop(self.servers.postgres, signal_number=signal.SIGKILL)
        _gone, alive = psutil.wait_procs(children, timeout=10)
        for child in alive:
            child.kill()
        psutil.wait_procs(alive, timeout=5)

    def start_postgres(self) -> None:
        """Start PostgreSQL where it was; returns when it can be used."""
        account = other_account()
        self.servers.postgres = start_postgres(self.servers.places, postgres_programs(account), account)


@contextmanager
def ground() -> Iterator[Ground]:
    """Both servers in a folder that is theirs alone and gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="rialto-faults-"))
    # PostgreSQL may run as another account, which must be able to walk in.
    folder.chmod(0o711)
    try:
        made = Ground(folder)
        try:
            yield made
        finally:
            made.servers.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
