"""What the running servers leave behind for other commands: one small file under `var/`."""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from project.embedded.places import Places
from project.env import env_str

BASE = Path(__file__).resolve().parent.parent.parent
DEFAULT_VAR = Path(env_str("VAR_DIR", default=str(BASE / "var"))).resolve()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Who runs the servers, and where they are."""

    pid: int
    database_url: str
    redis_url: str
    page: str = ""


def write_record(var: Path, record: Record) -> None:
    """Store it so that a reader sees the old one or the new one, never a part."""
    draft = var / "embedded.json.new"
    draft.write_text(json.dumps(asdict(record)), encoding="utf-8")
    draft.replace(var / "embedded.json")


def read_record(var: Path) -> Record | None:
    """The last record, or None where servers never ran."""
    try:
        return Record(**json.loads((var / "embedded.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def take_lock(var: Path) -> int | None:
    """Hold the lock of `var` until this program ends; None when another one holds it."""
    descriptor = os.open(var / "embedded.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def is_running(var: Path) -> bool:
    """Whether some program holds the lock now."""
    if not (var / "embedded.lock").exists():
        return False
    descriptor = take_lock(var)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


def urls(var: Path = DEFAULT_VAR) -> tuple[str, str]:
    """DATABASE_URL and REDIS_URL of this project's servers, whether they run or not."""
    record = read_record(var)
    if record is not None:
        return record.database_url, record.redis_url
    places = Places(
        var=var,
        postgres=var / "postgres",
        postgres_socket=var / "run",
        valkey=var / "valkey",
        valkey_socket=var / "run-valkey",
    )
    return places.database_url, places.redis_url


def why_unreachable(var: Path = DEFAULT_VAR) -> str | None:
    """What to tell a person whose command found no database; None if that was not ours."""
    if os.environ.get("DATABASE_URL") or is_running(var):
        return None
    return (
        "The embedded servers of this project are not running. Start them with `make run` "
        "in another terminal, or set DATABASE_URL and REDIS_URL to servers of your own."
    )
