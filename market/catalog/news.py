"""The catalogue's news, told upward: whoever registers learns in the same transaction that a product changed.

A listener writes rows and publishes nothing, or leaves that to a task: it would hold a topic while the catalogue still
waits to read, and a sale that holds what is read would wait for the topic.
"""

from collections.abc import Callable
from datetime import datetime

# The row of the product of which something changed that buyers may see: text, price, stock by hand, state, version.
type Listener = Callable[[int, datetime], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Have this one told; registering again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(product_pk: int, *, now: datetime) -> None:
    """Say that a product changed, in the transaction that holds its row, before anything is published."""
    for listener in _listeners:
        listener(product_pk, now)
