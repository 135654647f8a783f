"""Things that happen at the same moment, each with a database connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def race[Result](work: Callable[[int], Result], *, runners: int) -> list[Result]:
    """What `work(number)` returned to each runner; all start together."""
    start = threading.Barrier(runners)

    def run(number: int) -> Result:
        try:
            start.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(runners) as pool:
        return list(pool.map(run, range(runners)))
