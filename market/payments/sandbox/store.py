"""The sandbox's memory: JSON objects in one SQLite file, one writer at a time."""

import secrets
import sqlite3
import string
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from market.payments.sandbox import wire

TABLES = """
CREATE TABLE IF NOT EXISTS objects (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created INTEGER NOT NULL,
  body TEXT NOT NULL, hidden TEXT NOT NULL, due_at INTEGER);
CREATE INDEX IF NOT EXISTS objects_of_kind ON objects (kind, seq);
CREATE INDEX IF NOT EXISTS objects_due ON objects (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_of_intent ON objects (kind, json_extract(body, '$.payment_intent'));
CREATE INDEX IF NOT EXISTS objects_of_charge ON objects (kind, json_extract(body, '$.charge'));
CREATE INDEX IF NOT EXISTS objects_of_source ON objects (kind, json_extract(body, '$.source'));
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created INTEGER NOT NULL,
  body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, endpoint TEXT NOT NULL, state TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0, due_at REAL NOT NULL, answers TEXT NOT NULL DEFAULT '[]');
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due_at);
CREATE INDEX IF NOT EXISTS deliveries_of_event ON deliveries (event);
CREATE TABLE IF NOT EXISTS keys (
  key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, request_id TEXT NOT NULL,
  created REAL NOT NULL);
"""
DAY = 86_400
ALPHABET = string.digits + string.ascii_letters


@dataclass
class Kept:
    """An object as the API shows it, what only the sandbox knows of it, and when something happens to it by itself."""

    body: dict[str, Any]
    hidden: dict[str, Any] = field(default_factory=dict)
    due_at: int | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.body["id"])


class Store:
    """One file; its transactions exclude each other."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.executescript(TABLES)
        self.lock = threading.RLock()
        self.deep = 0
        self.after: list[Callable[[], object]] = []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside of another one it is part of that."""
        with self.lock:
            if self.deep:
                yield
                return
            self.after.clear()
            self.db.execute("BEGIN IMMEDIATE")
            self.deep = 1
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            else:
                self.db.execute("COMMIT")
            finally:
                self.deep = 0
            then = list(self.after)
        for each in then:
            each()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of one statement."""
        with self.lock:
            return self.db.execute(sql, values).fetchall()

    def forget_old(self) -> None:
        """What Stripe forgets too: keys after a day, events and how they were delivered after thirty."""
        now = time.time()
        with self.transaction():
            self.db.execute("DELETE FROM keys WHERE created < ?", (now - DAY,))
            self.db.execute("DELETE FROM events WHERE created < ?", (now - 30 * DAY,))
            self.db.execute("DELETE FROM deliveries WHERE event NOT IN (SELECT id FROM events)")

    def empty(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in ("objects", "events", "deliveries", "keys"):
                self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from this line


_store: list[Store] = []


def open_store(path: Path) -> Store:
    """Open the file that all functions here speak of."""
    _store[:] = [Store(path)]
    _store[0].forget_old()
    return _store[0]


def store() -> Store:
    """The open one."""
    return _store[0]


def new_id(prefix: str, *, length: int = 24) -> str:
    """An id of Stripe's form: `pi_3…`."""
    return f"{prefix}_{''.join(ALPHABET[byte % 62] for byte in secrets.token_bytes(length))}"


def add(body: dict[str, Any], *, hidden: dict[str, Any] | None = None, due_at: int | None = None) -> Kept:
    """Keep a new object."""
    kept = Kept(body, hidden or {}, due_at)
    store().rows(
        "INSERT INTO objects (id, kind, created, body, hidden, due_at) VALUES (?, ?, ?, ?, ?, ?)",
        *(kept.id, body["object"], body.get("created", 0), wire.write(body), wire.write(kept.hidden), due_at),
    )
    return kept


def keep(kept: Kept) -> None:
    """Keep an object as it now is."""
    store().rows(
        "UPDATE objects SET body = ?, hidden = ?, due_at = ? WHERE id = ?",
        *(wire.write(kept.body), wire.write(kept.hidden), kept.due_at, kept.id),
    )


def forget(key: str) -> None:
    """Delete an object."""
    store().rows("DELETE FROM objects WHERE id = ?", key)


def find(key: str, *, kind: str | None = None) -> Kept | None:
    """The object with this id, of this kind if one is named."""
    for found, body, hidden, due_at in store().rows("SELECT kind, body, hidden, due_at FROM objects WHERE id = ?", key):
        if kind is None or found == kind:
            return Kept(wire.read(body), wire.read(hidden), due_at)
    return None


def due(now: int) -> list[Kept]:
    """The objects to which something happens now, those that waited longest first."""
    rows = store().rows(
        "SELECT body, hidden, due_at FROM objects WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, seq", now
    )
    return [Kept(wire.read(body), wire.read(hidden), due_at) for body, hidden, due_at in rows]


def of_kind(kind: str, **same: Any) -> list[Kept]:
    """All objects of a kind whose fields are these, oldest first."""
    where = "".join(f" AND json_extract(body, '$.{name}') = ?" for name in same)
    rows = store().rows(
        f"SELECT body, hidden, due_at FROM objects WHERE kind = ?{where} ORDER BY seq",  # noqa: S608 - our own names
        *(kind, *same.values()),
    )
    return [Kept(wire.read(body), wire.read(hidden), due_at) for body, hidden, due_at in rows]
