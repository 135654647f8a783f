"""Listens on Valkey for the topics of this process, and only for them. Whatever it misses, the sweep finds."""

import asyncio
from collections.abc import Callable

import redis.asyncio
import structlog
from django.conf import settings
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from realtime.hints import CHANNEL

log = structlog.get_logger()

# A subscription needs at least one channel; nothing is ever published on this one.
KEEPALIVE = f"{CHANNEL}-"
SHORTEST_WAIT, LONGEST_WAIT = 0.1, 2.0


class Ear:
    """One subscriber connection. `heard(topic, payload)` runs in the loop; `returned` after every reconnect."""

    def __init__(self, heard: Callable[[str, bytes], None], returned: Callable[[], None]) -> None:
        self._heard = heard
        self._returned = returned
        self._wanted: set[str] = set()
        self._pubsub: PubSub | None = None
        self._wait = SHORTEST_WAIT
        self._changed = asyncio.Event()

    def listen(self, topic: str) -> None:
        """From the next tick on, news of this topic is wanted."""
        self._wanted.add(CHANNEL + topic)
        self._changed.set()

    def unlisten(self, topic: str) -> None:
        """News of this topic is no longer wanted."""
        self._wanted.discard(CHANNEL + topic)
        self._changed.set()

    async def run(self) -> None:
        """Listen for ever; a lost connection costs time only."""
        while True:
            try:
                async with (
                    self._client() as client,
                    client.pubsub(ignore_subscribe_messages=True) as pubsub,
                ):
                    await self._listen(pubsub)
            except (redis.RedisError, OSError) as error:
                log.warning("hints_unheard", error=str(error), retry_in=self._wait)
            self._pubsub = None
            await asyncio.sleep(self._wait)
            self._wait = min(LONGEST_WAIT, self._wait * 2)

    def _client(self) -> redis.asyncio.Redis:
        return redis.asyncio.Redis.from_url(
            settings.REDIS_URL,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=1,
        )

    async def _listen(self, pubsub: PubSub) -> None:
        wanted = {KEEPALIVE, *self._wanted}
        await pubsub.subscribe(*wanted)
        self._wait = SHORTEST_WAIT
        self._returned()
        following = asyncio.create_task(self._follow(pubsub, wanted))
        try:
            async for message in pubsub.listen():
                if message["type"] == "message":
                    self._heard(message["channel"].decode().removeprefix(CHANNEL), message["data"])
        finally:
            following.cancel()

    async def _follow(self, pubsub: PubSub, subscribed: set[str]) -> None:
        """Keep the subscription equal to what is wanted, one command for all changes of a tick."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            wanted = {KEEPALIVE, *self._wanted}
            if new := wanted - subscribed:
                await pubsub.subscribe(*new)
            if old := subscribed - wanted:
                await pubsub.unsubscribe(*old)
            subscribed = wanted
