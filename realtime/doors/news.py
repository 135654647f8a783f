"""The payloads on a topic's Valkey channel: an event, a signal, who is there, a right taken away."""

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import orjson
import redis.asyncio
import structlog
from django.conf import settings
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from realtime.hints import CHANNEL
from realtime.hub.presence import Here

if TYPE_CHECKING:
    from realtime.doors.runtime import Runtime

log = structlog.get_logger()

PRESENCE_SECONDS = 30
# What dead processes told expires; adding up and announcing is one step, so that no older sum overtakes a newer one.
# A person with pages in two processes is one, and idle only if idle in both.
ADD_UP = """
local now = tonumber(redis.call('TIME')[1])
if ARGV[2] == '' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], (now + tonumber(ARGV[3])) .. ':' .. ARGV[2]) end
local rows, others, people, order = redis.call('HGETALL', KEYS[1]), 0, {}, {}
for i = 1, #rows, 2 do
  local expires, told = string.match(rows[i + 1], '(%d+):(.*)')
  if tonumber(expires) < now then redis.call('HDEL', KEYS[1], rows[i]) else
    local here = cjson.decode(told)
    others = others + here.others
    for _, person in ipairs(here.people) do
      local known = people[person.id]
      if known then known.idle = known.idle and person.idle
      else people[person.id] = person; order[#order + 1] = person end
    end
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[3] * 2)
table.sort(order, function(a, b) return a.id < b.id end)
local listed = #order > 0 and cjson.encode(order) or '[]'
redis.call('PUBLISH', KEYS[2], 'presence {"others":' .. others .. ',"people":' .. listed .. '}')
"""


_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, redis.asyncio.Redis] = WeakKeyDictionary()


def _valkey() -> redis.asyncio.Redis:
    loop = asyncio.get_running_loop()
    if loop not in _clients:
        _clients[loop] = redis.asyncio.Redis.from_url(
            settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=Retry(NoBackoff(), 1)
        )
    return _clients[loop]


def heard(runtime: "Runtime", topic: str, payload: bytes) -> None:
    """Carry one payload to the gateway. Its first word says what it is."""
    word, _space, rest = payload.partition(b" ")
    gateway = runtime.gateway
    if word == b"event":
        epoch, seq, frame = rest.split(b" ", 2)
        gateway.hub.hint(topic, epoch.decode(), int(seq), frame.decode())
    elif word == b"presence":
        gateway.roll.told(topic, orjson.loads(rest))
    elif word == b"signal":
        sender, _space, frame = rest.partition(b" ")
        if sender.decode() != runtime.id:
            gateway.hub.signal(topic, frame.decode())
    elif word == b"revoke":
        users = set(orjson.loads(rest))
        gateway.revoke_topic(topic, lambda visitor: visitor.user_id in users or visitor.public_id in users)


async def say(sender: str, topic: str, frame: str) -> None:
    """Best effort, as everything ephemeral."""
    try:
        await _valkey().publish(CHANNEL + topic, f"signal {sender} {frame}")
    except redis.RedisError as error:
        log.info("signal_lost", topic=topic, error=str(error))


async def tell_presence(sender: str, here: dict[str, Here]) -> None:
    """Best effort, all topics in one round trip: what is not told is told again within seconds."""
    try:
        async with _valkey().pipeline(transaction=False) as telling:
            for topic, part in here.items():
                told = orjson.dumps(part) if part["others"] or part["people"] else b""
                telling.eval(ADD_UP, 2, f"rt-presence:{topic}", CHANNEL + topic, sender, told, PRESENCE_SECONDS)
            await telling.execute()
    except redis.RedisError as error:
        log.info("presence_untold", topics=len(here), error=str(error))
