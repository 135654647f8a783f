"""People's news, told upward: whoever registers announces what changed about a person, in the same transaction."""

from collections.abc import Callable
from datetime import datetime

# The person whose standing changed, whether the desk's list of applications did too, and when.
type Listener = Callable[[int, bool, datetime], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Have this one told; registering again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(person_id: int, *, now: datetime, desk: bool = False) -> None:
    """The last word of a transaction that holds this person's row: their roles, applications or steps changed."""
    for listener in _listeners:
        listener(person_id, desk, now)
