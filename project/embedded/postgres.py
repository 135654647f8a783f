"""PostgreSQL from the wheel: a new cluster when there is none, then the server as our child."""

import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from project.embedded.account import Account, give
from project.embedded.children import spawn
from project.embedded.errors import CannotStart
from project.embedded.places import Places
from project.embedded.waiting import wait_for

DATABASE = "rialto"
# Durable as in production; small, as it shares a laptop with everything else.
OPTIONS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=200",
    "shared_buffers=64MB",
    "timezone=UTC",
    "log_timezone=UTC",
)


def start_postgres(
    places: Places, programs: Path, account: Account | None, *, durable: bool = True
) -> subprocess.Popen[bytes]:
    """Start the server and wait until the program's database can be used."""
    _refuse_other_version(places.postgres, programs)
    if not (places.postgres / "PG_VERSION").exists():
        _initialise(places, programs, account, durable=durable)
    settings = OPTIONS if durable else (*OPTIONS, "fsync=off", "full_page_writes=off")
    command = [str(programs / "postgres"), "-D", str(places.postgres)]
    command += ["-k", str(places.postgres_socket)]
    command += [part for setting in settings for part in ("-c", setting)]
    log = places.var / "postgres.log"
    child = spawn(command, var=places.var, log=log, account=account, last_signal=signal.SIGINT)
    wait_for(lambda: _answers(places), child=child, name="PostgreSQL", log=log)
    _create_database(places)
    return child


def admin_url(places: Places) -> str:
    """The URL of the cluster's own database, which always exists."""
    return places.database_url.replace(f"/{DATABASE}?", "/postgres?")


def _refuse_other_version(data: Path, programs: Path) -> None:
    try:
        theirs = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        _refuse_foreign_folder(data)
        return
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    ours = told.split()[-1].split(".")[0]
    if theirs != ours:
        raise CannotStart(
            f"{data} was made by PostgreSQL {theirs}, and this is PostgreSQL {ours}. Dump it with "
            f"version {theirs} and restore it, or move the folder away to begin with an empty one."
        )


def _refuse_foreign_folder(data: Path) -> None:
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise CannotStart(f"{data} is in the way: it is not empty and holds no PostgreSQL data.")


def _initialise(places: Places, programs: Path, account: Account | None, *, durable: bool) -> None:
    # A cluster counts only once it is whole: a run killed in here leaves a draft to throw away.
    draft = places.postgres.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    give(draft, account)
    command = [str(programs / "initdb"), "-D", str(draft), "-U", "postgres"]
    command += ["--auth=trust", "--encoding=UTF8", "--locale-provider=builtin"]
    command += ["--builtin-locale=C.UTF-8", "--locale=C"]
    command += [] if durable else ["--no-sync"]
    identity = account.identity() if account else {}
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **identity)
    if done.returncode:
        raise CannotStart(f"PostgreSQL could not make its data folder {draft}:\n{done.stderr}")
    if places.postgres.exists():
        places.postgres.rmdir()
    draft.rename(places.postgres)


def _answers(places: Places) -> bool:
    try:
        psycopg.connect(admin_url(places), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _create_database(places: Places) -> None:
    with psycopg.connect(admin_url(places), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{DATABASE}"')
