"""Calls of the API by who is known, beside an empty view of the same web process: CPU and time of each."""

import http.client
import statistics
import time
from dataclasses import dataclass, field
from typing import Any

from tests.bench.cost import cpu_with_ended_ns

WARM, CALLS, ROUNDS = 100, 400, 3
ME = "/api/auth/me"


@dataclass
class Caller:
    """One way to ask for one address, and what its calls took."""

    name: str
    path: str
    headers: dict[str, str]
    cpu_us: list[float] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)


def callers(known: dict[str, str]) -> list[Caller]:
    """Nobody at an empty view, in the API and outside it, and everybody that the API knows; `known` by kind."""
    return [
        Caller("empty view", "/empty", {}),
        Caller("empty view, counted by the API's limit", "/api/empty", {}),
        Caller("me, by cookie", ME, {"Cookie": known["cookie"]}),
        Caller("me, by token", ME, {"Authorization": f"Bearer {known['token']}"}),
        Caller("me, by key", ME, {"Authorization": f"Bearer {known['key']}"}),
    ]


def measure(*, port: int, pid: int, known: dict[str, str]) -> list[dict[str, Any]]:
    """Everybody in turn, one call after the other on a connection that is kept; the best round counts."""
    everybody = callers(known)
    for caller in everybody:
        _call(port, caller, WARM)
    for _round in range(ROUNDS):
        for caller in everybody:
            before = cpu_with_ended_ns(pid)
            took = _call(port, caller, CALLS)
            caller.cpu_us.append((cpu_with_ended_ns(pid) - before) / CALLS / 1000)
            caller.took_ms += took
    return [_row(caller, everybody[0]) for caller in everybody]


def _call(port: int, caller: Caller, times: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took = []
    for _number in range(times):
        began = time.perf_counter()
        connection.request("GET", caller.path, headers=caller.headers)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{caller.name}: {answer.status}")
    connection.close()
    return took


def _row(caller: Caller, empty: Caller) -> dict[str, Any]:
    took = statistics.quantiles(caller.took_ms, n=100)
    return {
        "name": caller.name,
        "cpu_us": min(caller.cpu_us),
        "of_empty": min(caller.cpu_us) / min(empty.cpu_us),
        "p50_ms": took[49],
        "p99_ms": took[98],
    }
