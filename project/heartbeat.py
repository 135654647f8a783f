"""The worker's sign of life, kept in Valkey: without Valkey the worker has no work to be given."""

from project.base import clock
from project.base.valkey import valkey

KEY = "rialto:worker:heartbeat"


def beat() -> None:
    """Say that the worker lives now."""
    valkey().set(KEY, clock.now().timestamp())


def seconds_since_beat() -> float | None:
    """The age of the last sign of life; None when there never was one.

    Raises `redis.RedisError` when Valkey cannot be asked.
    """
    at = valkey().get(KEY)
    return None if at is None else max(0.0, clock.now().timestamp() - float(str(at)))
