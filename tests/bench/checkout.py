"""Checkouts per second: buyers on two connections, Stripe's double, PostgreSQL and all of them on every core, beside
pgbench's simple update on the same server.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx

from tests.bench.children import CORES, WORKSHOP, child, free_port
from tests.bench.ground import Ground
from tests.bench.ledger import _pgbench, _run
from tests.bench.writer import writer

CLIENTS, SECONDS, ROUNDS = 2, 4, 3
PATIENCE_SECONDS = 40


def measure(ground: Ground) -> dict[str, Any]:
    """Rates of both steps, the queries of each, and the simple update's rate."""
    os.sched_setaffinity(ground.postgres_pid, CORES)
    port = free_port()
    own = {"STRIPE_SANDBOX": "1", "STRIPE_SANDBOX_PORT": str(port), "CHECKOUTS_PER_MINUTE": "1000000"}
    ground = replace(ground, env={**ground.env, **own})
    _run(ground, ["-i", "-q", "-s", "1"])
    try:
        with _double(ground, port):
            rounds = [(_ours(ground), _pgbench(ground, ["-b", "simple-update"])) for _ in range(ROUNDS)]
    finally:
        _run(ground, ["-i", "-I", "d"])
    best = max((ours for ours, _simple in rounds), key=lambda ours: float(ours["checkouts_per_second"]))
    simple = max((rate for _ours, rate in rounds if rate), default=None)
    return {"clients": CLIENTS, **best, "simple_update_per_second": simple}


def _ours(ground: Ground) -> dict[str, Any]:
    with contextlib.ExitStack() as stack:
        writers = [stack.enter_context(writer(ground, core=None, name=f"till-{n}")) for n in range(CLIENTS)]
        for one in writers:
            one.order("sell", seconds=0)
        for one in writers:
            one.send("sell", seconds=SECONDS)
        answers = [one.answer() for one in writers]
    rate = {step: sum(one["count"] / one["seconds"][step] for one in answers) for step in ("checkout", "fulfil")}
    return {
        "checkouts_per_second": rate["checkout"],
        "fulfilled_per_second": rate["fulfil"],
        "queries": answers[0]["queries"],
    }


@contextlib.contextmanager
def _double(ground: Ground, port: int) -> Iterator[None]:
    env = {**ground.env, "STRIPE_SANDBOX_CONTROLS": "1", "VAR_DIR": str(WORKSHOP), "PORT": "1"}
    # Nobody listens to its webhooks, and nobody is to be bothered with trying.
    with child([sys.executable, "-m", "market.payments.sandbox"], core=None, log="stripe", env=env):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.post(f"http://127.0.0.1:{port}/_sandbox/reset", json={"webhook_url": "http://127.0.0.1:1/"})
                httpx.post(f"http://127.0.0.1:{port}/_sandbox/behave", json={"webhooks_held": True})
                break
            if time.monotonic() > deadline:
                raise RuntimeError("Stripe's double did not come up")
            time.sleep(0.1)
        yield
