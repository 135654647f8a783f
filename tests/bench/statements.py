"""Counts what was asked of PostgreSQL meanwhile, from the server's own log."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from tests.bench.ground import Ground

ENTRY = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*?)(?=\n\S{4}-\S\S-\S\S |\Z)", re.DOTALL)


def log_statements(ground: Ground, *, on: bool) -> None:
    """Have every statement logged, from the next one of each connection on."""
    with psycopg.connect(ground.env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET log_statement = '{'all' if on else 'none'}'")
        connection.execute("SELECT pg_reload_conf()")


@dataclass
class Watch:
    """What the log holds since it was made."""

    ground: Ground
    start: int

    def counts(self) -> dict[str, int]:
        """Statements by purpose; of `heads_and_tails` all beyond the number of `join` are sweeps."""
        with self.ground.postgres_log.open("rb") as log:
            log.seek(self.start)
            text = log.read().decode(errors="replace")
        return dict(Counter(_purpose(entry[1]) for entry in ENTRY.finditer(text)))


def watch(ground: Ground) -> Watch:
    """Begin to count."""
    return Watch(ground, ground.postgres_log.stat().st_size)


PURPOSES: list[tuple[str, Callable[[str], bool]]] = [
    ("publish", lambda sql: "INSERT INTO realtime_eventrow" in sql),
    # A join or a resume looks at head, tail and snapshot in one such transaction; a sweep needs none.
    ("join", lambda sql: "REPEATABLE READ" in sql),
    ("heads_and_tails", lambda sql: "realtime_eventrow" in sql),
    ("board_read", lambda sql: "scoreboards_" in sql),
    ("session_read", lambda sql: "django_session" in sql),
]


def _purpose(sql: str) -> str:
    return next((name for name, concerns in PURPOSES if concerns(sql)), "other")
