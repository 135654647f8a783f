"""The same questions without HTTP: the statements that one of them makes, asked again of PostgreSQL alone."""

import statistics
import time
from itertools import count
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from market.finding.search import facets
from tests.bench.shop.people import somebody

_numbers = count(1)


def bare(questions: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """For each kind of question: statements a call, and milliseconds that they take one after the other."""
    settings.ALLOWED_HOSTS = ["*"]
    return {name: _bare(addresses) for name, addresses in questions.items()}


def pages(addresses: dict[str, str]) -> dict[str, int]:
    """Statements of each page, the second time it is asked for."""
    settings.ALLOWED_HOSTS = ["*"]
    for address in addresses.values():
        _statements(address)
    return {name: len(_statements(address)) for name, address in addresses.items()}


def _bare(addresses: list[str]) -> dict[str, float]:
    took, counts = [], []
    for address in addresses:
        made = _statements(address)
        with connection.cursor() as cursor:
            for sql, params in made:
                cursor.execute(sql, params)
                cursor.fetchall() if cursor.description else None
            began = time.perf_counter()
            for sql, params in made:
                cursor.execute(sql, params)
                cursor.fetchall() if cursor.description else None
        took.append((time.perf_counter() - began) * 1000)
        counts.append(len(made))
    cuts = statistics.quantiles(took, n=100)
    return {"statements": statistics.mean(counts), "p50_ms": cuts[49], "p99_ms": cuts[98]}


def _statements(address: str) -> list[tuple[str, Any]]:
    """What a request asks, with nothing remembered from another."""
    made: list[tuple[str, Any]] = []
    facets._kept.counts.clear()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's order
        made.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = Client(headers={"X-Forwarded-For": somebody(next(_numbers))}).get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return made
