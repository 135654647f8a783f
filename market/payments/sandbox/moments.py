"""The sandbox's own clock, which tests may set ahead."""

import time
from datetime import UTC, date, datetime

_ahead = 0.0


def now() -> int:
    """Seconds of the epoch, as every object tells them."""
    return int(exact_now())


def exact_now() -> float:
    """The same with fractions."""
    return time.time() + _ahead


def set_ahead(seconds: float) -> None:
    """Let the clock go `seconds` before the real one, from now on."""
    global _ahead  # noqa: PLW0603 - one process, one clock
    _ahead = seconds


def ahead() -> float:
    """By how much it does."""
    return _ahead


def today() -> date:
    """The day in UTC."""
    return datetime.fromtimestamp(exact_now(), tz=UTC).date()


def read(seconds: int) -> datetime:
    """An object's moment."""
    return datetime.fromtimestamp(seconds, tz=UTC)
