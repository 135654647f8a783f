"""Which account runs PostgreSQL, which refuses to run as root.

As root it runs as `postgres` where the machine has that account, else as `nobody`: initdb insists
on an account with a name, and adding one to a person's machine is not ours to do.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project.embedded.errors import CannotStart

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An account that we, being root, may run a program as."""

    name: str
    uid: int
    gid: int

    def identity(self) -> dict[str, Any]:
        """What `subprocess` needs to start a program as this account and nothing more."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def other_account() -> Account | None:
    """The account to run PostgreSQL as, or None when we are not root and it may be our own."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise CannotStart(
        "PostgreSQL cannot run as root, and this machine has neither an account 'postgres' nor "
        "'nobody'. Run this as another user, or set DATABASE_URL."
    )


def can_enter(folder: Path, account: Account | None) -> bool:
    """Whether the account may walk into this folder (which must exist)."""
    return _succeeds(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], account)


def can_run(program: Path, account: Account | None) -> bool:
    """Whether the account may read and start this program with all its libraries."""
    return _succeeds([str(program), "--version"], account)


def give(folder: Path, account: Account | None) -> None:
    """Make the folder the account's own, closed to others."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def _succeeds(command: list[str], account: Account | None) -> bool:
    identity = account.identity() if account else {}
    try:
        done = subprocess.run(command, capture_output=True, cwd="/", check=False, **identity)
    except OSError:
        return False
    return done.returncode == 0
