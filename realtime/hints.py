"""Hints over Valkey: they make news quick and may be lost at any moment, so a failure here costs time, never a fact."""

import time
from dataclasses import dataclass
from functools import cache

import redis
import structlog
from django.conf import settings

from project.base.valkey import ONCE_MORE

log = structlog.get_logger()

CHANNEL = "rt:"
BREAK_SECONDS = 1.0
WAIT_SECONDS = 0.25


@dataclass(frozen=True)
class Hint:
    """A committed event on its way: `frame` is what every socket gets."""

    topic: str
    epoch: str
    seq: int
    frame: str

    def payload(self) -> bytes:
        """The wire form on the topic's channel."""
        return f"event {self.epoch} {self.seq} {self.frame}".encode()


class _Breaker:
    """After a failure Valkey is left alone for a second, so that a commit never waits for it twice."""

    closed_until = 0.0


@cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=WAIT_SECONDS, socket_connect_timeout=WAIT_SECONDS, retry=ONCE_MORE
    )


def send_hints(hints: list[Hint]) -> None:
    """Tell every process, best effort: the sweep finds within a second what this loses."""
    _send([(hint.topic, hint.payload()) for hint in hints])


def send_payload(topic: str, payload: bytes) -> None:
    """Put one payload on a topic's channel, best effort, in order with its events."""
    _send([(topic, payload)])


def _send(payloads: list[tuple[str, bytes]]) -> None:
    if time.monotonic() < _Breaker.closed_until:
        return
    try:
        pipeline = _client().pipeline(transaction=False)
        for topic, payload in payloads:
            pipeline.publish(CHANNEL + topic, payload)
        pipeline.execute()
    except redis.RedisError as error:
        _Breaker.closed_until = time.monotonic() + BREAK_SECONDS
        log.warning("hints_lost", error=str(error), topics=[topic for topic, _payload in payloads])
