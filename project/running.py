"""The program as one thing to start and stop: servers, then the Procfile through honcho.

A process that dies takes the others down, so that a broken part is seen at once; in production
each part is a container or service of its own, and restarting it is its supervisor's work.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from market.payments.sandbox import terms
from project import embedded
from project.embedded.children import MARK, adopt_orphans, die_with_parent, stop, stop_all
from project.embedded.record import BASE, DEFAULT_VAR
from project.first_page import FirstPage

type Say = Callable[[str], object]
PAUSE = 0.1
HONCHO_PATIENCE = 12


class StopRequested(Exception):
    """Ctrl-C, or a polite signal."""


def run_everything(*, say: Say) -> str | None:
    """Start all parts and watch them; None when asked to stop, else what ended by itself."""
    port = _port("PORT", default=8000)
    environment = _environment(port)
    own_servers = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
    if own_servers:
        embedded.refuse_second(DEFAULT_VAR)
    _refuse_taken_port(port, name="PORT")
    _refuse_taken_port(int(environment["STRIPE_SANDBOX_PORT"]), name="STRIPE_SANDBOX_PORT")
    _stop_on_signals()
    adopt_orphans()
    servers = _start_servers(port) if own_servers else None
    try:
        environment |= _addresses(servers)
        _prepare(environment)
        return _run_procfile(environment, servers=servers, page=FirstPage(port), say=say)
    except StopRequested:
        say("\nStopping.")
        return None
    finally:
        _ignore_signals()
        stop_all([child for child in psutil.Process().children() if not _serves(child, servers)])
        if servers is not None:
            servers.stop()


def _run_procfile(
    environment: dict[str, str], *, servers: embedded.Servers | None, page: FirstPage, say: Say
) -> str | None:
    honcho = subprocess.Popen(
        [sys.executable, "-m", "honcho", "start", "--no-colour"],
        cwd=BASE,
        env=environment,
        # Ctrl-C must reach honcho once, from us, and not from the terminal as well.
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        while True:
            if honcho.poll() is not None:
                return "A process of the Procfile ended (see above)."
            dead = servers.dead() if servers else None
            if dead is not None:
                return f"{dead} ended."
            page.look(say)
            time.sleep(PAUSE)
    finally:
        _ignore_signals()
        stop(honcho, signal_number=signal.SIGTERM, patience=HONCHO_PATIENCE)


def _prepare(environment: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=BASE, env=environment, check=False)
    if done.returncode:
        raise embedded.CannotStart("The database could not be prepared (see above).")


def _start_servers(port: int) -> embedded.Servers:
    return embedded.start(DEFAULT_VAR, page=f"http://localhost:{port}/")


def _addresses(servers: embedded.Servers | None) -> dict[str, str]:
    if servers is None:
        return {}
    # A URL that is set stays: one server of one's own and one embedded is a fair wish.
    kept = {name: value for name in servers.environment if (value := os.environ.get(name))}
    return {**servers.environment, **kept}


def _environment(port: int) -> dict[str, str]:
    programs = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([programs, os.environ.get("PATH", os.defpath)]),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        MARK: str(DEFAULT_VAR),
        # Told to all, for honcho gives each line of the Procfile another PORT.
        "LOCAL_URL": os.environ.get("LOCAL_URL") or f"http://localhost:{port}",
        "STRIPE_SANDBOX_PORT": str(_port("STRIPE_SANDBOX_PORT", default=port + 1)),
        "STRIPE_SANDBOX_WEBHOOK": os.environ.get("STRIPE_SANDBOX_WEBHOOK")
        or f"http://127.0.0.1:{port}{terms.WEBHOOK_PATH}",
    }
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        environment.setdefault("PRODUCTION", "0")
        # honcho waits five seconds before it kills: drain within them.
        environment.setdefault("RT_DRAIN_SECONDS", "2")
    return environment


def _port(name: str, *, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise embedded.CannotStart(f"{name} must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _refuse_taken_port(port: int, *, name: str) -> None:
    with socket.socket() as probe:
        # As the server itself will ask: a connection that still lingers there is no reason.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("HOST") or "127.0.0.1", port))
        except OSError as error:
            raise embedded.CannotStart(
                f"Port {port} cannot be used ({error.strerror}): choose another, as in `{name}={port + 10} make run`."
            ) from error


def _serves(child: psutil.Process, servers: embedded.Servers | None) -> bool:
    return servers is not None and child.pid in {servers.valkey.pid, servers.postgres.pid}


def _stop_on_signals() -> None:
    def raise_stop(_number: int, _frame: object) -> None:
        raise StopRequested

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_stop)


def _ignore_signals() -> None:
    # A second ctrl-C must not leave half of it running.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
