"""Both embedded servers, started together, once at a time for a project."""

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from project.embedded.account import other_account
from project.embedded.children import stop, stop_leftovers
from project.embedded.errors import CannotStart
from project.embedded.places import Places, find_places, postgres_programs
from project.embedded.postgres import start_postgres
from project.embedded.record import (
    DEFAULT_VAR,
    Record,
    is_running,
    read_record,
    take_lock,
    write_record,
)
from project.embedded.valkey import start_valkey


@dataclass(slots=True, kw_only=True)
class Servers:
    """Two running servers; `stop()` them, or end this program."""

    places: Places
    lock: int
    valkey: subprocess.Popen[bytes]
    postgres: subprocess.Popen[bytes]

    @property
    def environment(self) -> dict[str, str]:
        """What other programs need to reach them."""
        return {
            "DATABASE_URL": self.places.database_url,
            "REDIS_URL": self.places.redis_url,
        }

    def announce(self, *, page: str) -> None:
        """Leave word of them for other commands of this project."""
        write_record(
            self.places.var,
            Record(
                pid=os.getpid(),
                database_url=self.places.database_url,
                redis_url=self.places.redis_url,
                page=page,
            ),
        )

    def dead(self) -> str | None:
        """The name of a server that ended by itself, if one did."""
        both = {"Valkey": self.valkey, "PostgreSQL": self.postgres}
        return next((name for name, child in both.items() if child.poll() is not None), None)

    def stop(self) -> None:
        """End both in good order and let the next start have the folder."""
        stop(self.valkey, signal_number=signal.SIGTERM)
        stop(self.postgres, signal_number=signal.SIGINT)
        os.close(self.lock)


def start(var: Path = DEFAULT_VAR, *, page: str = "", durable: bool = True) -> Servers:
    """Start both servers with their data under `var`, or refuse with what is in the way."""
    account = other_account()
    refuse_second(var)
    places = find_places(var.resolve(), account)
    lock = take_lock(var)
    if lock is None:
        refuse_second(var)
        raise CannotStart(f"Another program has just taken {var}.")
    stop_leftovers(places.var)
    programs = postgres_programs(account)
    valkey = start_valkey(places)
    try:
        postgres = start_postgres(places, programs, account, durable=durable)
    except BaseException:
        stop(valkey, signal_number=signal.SIGTERM)
        os.close(lock)
        raise
    servers = Servers(places=places, lock=lock, valkey=valkey, postgres=postgres)
    servers.announce(page=page)
    return servers


def refuse_second(var: Path) -> None:
    """Say who runs the servers of this folder, if somebody does."""
    if not is_running(var):
        return
    record = read_record(var)
    known = f" (pid {record.pid}, {record.page or record.database_url})" if record else ""
    raise CannotStart(f"It already runs{known}, with its data in {var}. Nothing was changed.")
