"""The load client, as the benchmark holds it."""

import contextlib
import sys
from collections.abc import Iterator

from tests.bench.children import CLIENT_CORE, child
from tests.bench.orders import TakesOrders


@contextlib.contextmanager
def audience() -> Iterator[TakesOrders]:
    """A crowd in a process of its own, pinned to the clients' core."""
    with child([sys.executable, "-m", "tests.bench.crowd"], core=CLIENT_CORE, log="crowd") as running:
        yield TakesOrders(running)
