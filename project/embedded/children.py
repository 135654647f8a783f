"""Server programs as our children: they end with us, and what an earlier run left is ended."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from project.embedded.account import Account

MARK = "RIALTO_EMBEDDED"
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def spawn(
    command: list[str], *, var: Path, log: Path, account: Account | None, last_signal: int
) -> subprocess.Popen[bytes]:
    """Start a server in the background; on Linux `last_signal` reaches it if we are killed."""
    identity: dict[str, Any] = account.identity() if account else {}
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, MARK: str(var), "LC_ALL": "C"},
            # Ctrl-C in the terminal is for us: the servers must outlive those who use them.
            start_new_session=True,
            preexec_fn=die_with_parent(last_signal),
            **identity,
        )


def die_with_parent(last_signal: int) -> Callable[[], None] | None:
    """What a child runs before its program so that it is signalled when its parent dies."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, last_signal)
        if os.getppid() != parent:
            os.kill(os.getpid(), last_signal)

    return ask


def stop(child: subprocess.Popen[bytes], *, signal_number: int, patience: float = 20) -> None:
    """End a child as it likes to be ended, by force if it does not within `patience` seconds."""
    if child.poll() is None:
        child.send_signal(signal_number)
    try:
        child.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def stop_leftovers(var: Path) -> list[int]:
    """End what an earlier run of this project left alive; its pids.

    They are known by the mark in their environment, so a pid that now names a stranger is safe.
    """
    ours = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    left = [found for found in psutil.process_iter() if found.pid not in ours and _is_of(found, var)]
    stop_all(left)
    return [found.pid for found in left]


def stop_all(found: list[psutil.Process], *, patience: float = 8) -> None:
    """End these processes and all that they started, politely first."""
    whole = {each.pid: each for parent in found for each in (parent, *_descendants(parent))}
    for each in whole.values():
        _signal(each, signal.SIGINT if _name(each) == "postgres" else signal.SIGTERM)
    _gone, alive = psutil.wait_procs(list(whole.values()), timeout=patience)
    for each in alive:
        _signal(each, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=5)


def adopt_orphans() -> None:
    """On Linux, become the parent of every descendant whose own parent dies, to end it later."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _descendants(parent: psutil.Process) -> list[psutil.Process]:
    try:
        return parent.children(recursive=True)
    except psutil.Error:
        return []


def _name(found: psutil.Process) -> str:
    try:
        return found.name()
    except psutil.Error:
        return ""


def _is_of(found: psutil.Process, var: Path) -> bool:
    try:
        return bool(found.environ().get(MARK) == str(var))
    except (psutil.Error, OSError):
        return False


def _signal(found: psutil.Process, number: int) -> None:
    try:
        found.send_signal(number)
    except psutil.Error:
        return
