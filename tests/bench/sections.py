"""The sections of a run: which servers each of them loads, and how heavily."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tests.bench import burst as bursts
from tests.bench import calls as calling
from tests.bench import catalogue as cataloguing
from tests.bench import chat as chatting
from tests.bench import checkout as selling
from tests.bench import connect as connecting
from tests.bench import fanout as fanouts
from tests.bench import faults as faulting
from tests.bench import ledger as posting
from tests.bench import publish as publishing
from tests.bench import resume as resuming
from tests.bench.children import CLIENT_CORE, free_port
from tests.bench.ground import Ground
from tests.bench.servers.bare_loop import bare_loop_c, bare_loop_python
from tests.bench.servers.contender import Contender, NotInstalled
from tests.bench.servers.nchan import nchan
from tests.bench.servers.rialto import SLUG, contender, rialto, wake, web
from tests.bench.servers.socketio import socketio
from tests.bench.servers.tutorial import tutorial_on_daphne, tutorial_on_uvicorn
from tests.bench.writer import writer

Started = AbstractContextManager[Contender]
Servers = dict[str, Callable[[], Started]]
Row = dict[str, Any]
MANY = 5000


@dataclass(frozen=True)
class Run:
    """What the sections share; `sockets` is None where nobody asked for one size."""

    ground: Ground
    sockets: int | None
    rounds: int
    install: bool
    seconds: float = 240
    seed: int | None = None

    def others(self) -> Servers:
        """The servers to compare with."""
        return {
            "nchan in nginx": partial(nchan, install=self.install),
            "Socket.IO on Node": partial(socketio, install=self.install),
            "bare loop, C": partial(bare_loop_c, install=self.install),
            "bare loop, Python": partial(bare_loop_python, install=self.install),
        }

    def tutorials(self) -> Servers:
        """What the Channels documentation would have us run."""
        return {
            "tutorial on daphne": partial(tutorial_on_daphne, self.ground),
            "tutorial on uvicorn": partial(tutorial_on_uvicorn, self.ground),
        }


def fanout(run: Run) -> list[Row]:
    """Everybody at 1,000 sockets; at 8,000 those that could bear it."""
    rows: list[Row] = []
    for sockets in [run.sockets] if run.sockets else [1000, 8000]:
        servers: Servers = {"Rialto": partial(rialto, run.ground), **run.others()}
        if sockets < MANY:
            servers |= run.tutorials()
        else:
            servers.pop("Socket.IO on Node")
        rows += [_fanout(run, name, start, sockets) for name, start in servers.items()]
    return rows


def _fanout(run: Run, name: str, start: Callable[[], Started], sockets: int) -> Row:
    messages = 3 if name.startswith("tutorial") else 20 if sockets < MANY else 6
    measure = partial(fanouts.measure, sockets=sockets, rounds=run.rounds, messages=messages)
    return _loaded(name, sockets, start, lambda server: measure(server).as_dict())


def connect(run: Run) -> list[Row]:
    """1,000 sockets come to each server that has a greeting; ours also with guests who have a session."""
    sockets = run.sockets or 1000
    others = {name: start for name, start in run.others().items() if not name.startswith("bare")}
    servers: Servers = {"Rialto": partial(rialto, run.ground), **others, **run.tutorials()}
    measure = partial(connecting.measure, sockets=sockets)
    rows = [_loaded(name, sockets, start, measure) for name, start in servers.items()]
    with writer(run.ground, core=CLIENT_CORE) as publisher:
        known = {kind: publisher.order(kind, count=sockets)["cookies"] for kind in ("guests", "members")}
    for kind, cookies in known.items():
        with rialto(run.ground) as server:
            rows.append(measure(server, cookies=cookies) | {"server": f"Rialto, {kind} with a session"})
    return rows


def _loaded(name: str, sockets: int, start: Callable[[], Started], measure: Callable[[Contender], Row]) -> Row:
    """One server's row. A server to compare with may fail, ours may not."""
    try:
        with start() as server:
            return measure(server)
    except NotInstalled as missing:
        return {"server": name, "sockets": sockets, "why": str(missing)}
    except (OSError, RuntimeError) as problem:
        if name == "Rialto":
            raise
        print(f"{name}: {problem}", file=sys.stderr)
        return {"server": name, "sockets": sockets, "why": f"failed: {problem}"}


def burst(run: Run) -> Row:
    """Rhythms of publishing to one web process."""
    port = free_port()
    with writer(run.ground, core=CLIENT_CORE) as publisher, web(run.ground, port) as running:
        publisher.order("board", slug=SLUG)
        server = contender(publisher, port, running.pid)
        wake(server)
        return bursts.measure(server, publisher, SLUG, sockets=run.sockets or 1000)


def chat(run: Run) -> list[Row]:
    """One crowded room and many small ones, on one web process."""
    port = free_port()
    with writer(run.ground, core=CLIENT_CORE) as publisher, web(run.ground, port) as running:
        publisher.order("board", slug=SLUG)
        server = contender(publisher, port, running.pid)
        wake(server)
        return [chatting.measure(server, publisher, shape) for shape in chatting.shapes()]


def calls(run: Run) -> list[Row]:
    """Calls of the API by a member's cookie, token and key, beside views that do nothing."""
    port = free_port()
    env = {**run.ground.env, "DJANGO_SETTINGS_MODULE": "tests.bench.emptied"}
    with writer(run.ground, core=CLIENT_CORE) as publisher:
        known = publisher.order("program")
    with web(replace(run.ground, env=env), port) as running:
        return calling.measure(port=port, pid=running.pid, known=known)


def catalogue(run: Run) -> Row:
    """Questions to a shop of 10,000 and of 100,000 products; `--sockets` names one size instead."""
    return cataloguing.measure(run.ground, (run.sockets,) if run.sockets else cataloguing.SIZES)


def finding(run: Run) -> list[Row]:
    """How good the search is on the labelled queries."""
    return cataloguing.judge(run.ground)


def publish(run: Run) -> list[Row]:
    """Writers without any sockets."""
    return publishing.measure(run.ground)


def ledger(run: Run) -> Row:
    """Transfers of five lines, two connections."""
    return posting.measure(run.ground)


def checkout(run: Run) -> Row:
    """From the cart to the order that is paid, two buyers at once."""
    return selling.measure(run.ground)


def resume(run: Run) -> Row:
    """A web process killed under its sockets."""
    return resuming.measure(run.ground, sockets=run.sockets or 1000)


def faults(run: Run) -> Row:
    """Everything is killed, stopped and cut off while it is used."""
    return faulting.measure(seconds=run.seconds, seed=run.seed)
