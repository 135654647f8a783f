"""The catalogue at two sizes: each kind of question over HTTP beside its statements alone, and what pages cost."""

import gzip
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from itertools import count
from typing import Any

from tests.bench.children import CLIENT_CORE, CORES, ROOT, free_port
from tests.bench.ground import Ground
from tests.bench.servers.rialto import web
from tests.bench.shop.people import somebody

SIZES = (10_000, 100_000)
_numbers = count(1)
type Row = dict[str, Any]


def measure(ground: Ground, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Fill the shop to each size and ask; the pages are weighed at the last."""
    env = {**ground.env, "TRUSTED_PROXIES": "127.0.0.1"}
    rows: list[Row] = []
    filled = []
    for size in sizes:
        filled.append(_shop(env, "fill", str(size), core=None))
        told = _shop(env, "bare")
        port = free_port()
        with web(Ground(env, ground.postgres_pid, ground.postgres_log), port):
            # The first request of a process loads what all others find loaded.
            _ask(port, [addresses[0] for addresses in told["asked"].values()])
            rows += [_row(size, name, port, asked, told["bare"][name]) for name, asked in told["asked"].items()]
            pages = _pages(port, env)
    return {"rows": rows, "filled": filled, "pages": pages}


def judge(ground: Ground) -> list[Row]:
    """The labelled queries, each way."""
    return list(_shop(ground.env, "judge"))


def _row(size: int, name: str, port: int, addresses: list[str], bare: Row) -> Row:
    # Each once: asked again, its counts would be remembered.
    took = _ask(port, addresses[1:])
    cuts = statistics.quantiles(took, n=100)
    p50 = cuts[49]
    return {"size": size, "name": name, "p50_ms": p50, "p99_ms": cuts[98], "bare": bare, "ratio": p50 / bare["p50_ms"]}


def _ask(port: int, addresses: list[str]) -> list[float]:
    connection, took = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    for address in addresses:
        began = time.perf_counter()
        _get(connection, address)
        took.append((time.perf_counter() - began) * 1000)
    connection.close()
    return took


def _get(connection: http.client.HTTPConnection, address: str) -> bytes:
    connection.request("GET", address.replace(" ", "%20"), headers={"X-Forwarded-For": somebody(next(_numbers))})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{address}: {answer.status}")
    return body


def _pages(port: int, env: dict[str, str]) -> list[Row]:
    """Statements and compressed bytes of pages, with the styles and scripts that they make a browser fetch."""
    told = _shop(env, "pages")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    return [
        {"name": name, "statements": told["statements"][name], "bytes": _weight(connection, address)}
        for name, address in told["addresses"].items()
    ]


def _weight(connection: http.client.HTTPConnection, address: str) -> dict[str, int]:
    from tests.bench.shop.weight import linked

    page = _get(connection, address)
    files, waiting = set[str](), set(linked(page.decode(), "/"))
    whole = len(gzip.compress(page, 6))
    while waiting:
        name = waiting.pop()
        files.add(name)
        body = _get(connection, name)
        whole += len(gzip.compress(body, 6))
        waiting |= set(linked(body.decode(), name)) - files
    return {"html": len(gzip.compress(page, 6)), "whole": whole}


def _shop(env: dict[str, str], *what: str, core: int | None = CLIENT_CORE) -> Any:
    command = [sys.executable, "-m", "tests.bench.shop", *what]

    def settle() -> None:
        os.sched_setaffinity(0, CORES if core is None else {core})

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, check=True, stdout=subprocess.PIPE, preexec_fn=settle
    )
    return json.loads(done.stdout.splitlines()[-1])
