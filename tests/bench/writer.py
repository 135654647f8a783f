"""A publisher process, as the benchmark holds it."""

import contextlib
import sys
from collections.abc import Iterator

from tests.bench.children import child
from tests.bench.ground import Ground
from tests.bench.orders import TakesOrders
from tests.bench.servers.contender import Stamps


class Writer(TakesOrders):
    """One process that commits facts."""

    def publish_one(self, slug: str) -> Stamps:
        """Commit one play; when that began and when it was committed."""
        began, committed = self.order("publish", slug=slug)["stamps"][0]
        return began, committed


@contextlib.contextmanager
def writer(ground: Ground, *, core: int | None, name: str = "publisher") -> Iterator[Writer]:
    """A publisher process, on one core or, with None, on all of them."""
    command = [sys.executable, "-m", "tests.bench.publisher"]
    with child(command, core=core, log=name, env=ground.env) as running:
        yield Writer(running)
