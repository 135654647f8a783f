"""How Valkey is asked: a client for what is not realtime, and how often anybody asks again."""

from functools import cache

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

# A caller that waits for a dead server keeps somebody else waiting.
AT_ONCE = Retry(NoBackoff(), 0)
# A connection kept from before a restart fails once; a new one tells whether the server is back.
ONCE_MORE = Retry(NoBackoff(), 1)


@cache
def valkey() -> redis.Redis:
    """A client that gives up within a second rather than hold up whoever asks."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=AT_ONCE, decode_responses=True
    )
