"""How often one caller may do one thing: sliding windows in Valkey.

Every hit is remembered with its time: a window counts exactly, over all processes and at any moment. Without Valkey
most limits count in each process by itself; those that guard a sign-in, a key or money let nobody through.
"""

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, IPv6Network
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from project.base.errors import Refusal
from project.base.valkey import AT_ONCE

PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a caller stands after one more request."""

    name: str
    allowed: bool
    limit: int
    window_seconds: int
    remaining: int
    reset_seconds: int

    def headers(self) -> dict[str, str]:
        """The draft standard's RateLimit fields, and Retry-After for a refusal."""
        told = {
            "RateLimit-Policy": f'"{self.name}";q={self.limit};w={self.window_seconds}',
            "RateLimit": f'"{self.name}";r={self.remaining};t={self.reset_seconds}',
        }
        return told if self.allowed else {**told, "Retry-After": str(self.reset_seconds)}


class LimitsAway(Refusal):
    """What counts the tries is away, and this is nothing to be let through uncounted."""

    status = 503
    message = _("This cannot be done just now. Try again in a moment.")


class TooManyTries(Refusal):
    """The limit is reached; `retry_after` says in how many seconds there is room again."""

    status = 429
    message = _("Too many tries. Wait a while and try again.")


# Counted exactly or not at all: whoever could make Valkey fail could otherwise guess without end.
GUARDED = frozenset(
    {
        "sign_in",
        "sign_in_account",
        "codes",
        "sign_up",
        "letters",
        "refresh",
        "wrong_keys",
        "connects",
        "checkouts",
        "gifts",
        "refunds",
    }
)


def rules() -> dict[str, RateLimitItem]:
    """Every limit by name."""
    return {
        "api": RateLimitItemPerMinute(settings.API_PER_MINUTE),
        "sign_in": RateLimitItemPerMinute(settings.SIGN_INS_PER_MINUTE),
        "sign_in_account": RateLimitItemPerMinute(settings.SIGN_INS_PER_MINUTE, 5),
        "codes": RateLimitItemPerMinute(settings.SIGN_INS_PER_MINUTE, 5),
        "sign_up": RateLimitItemPerMinute(settings.SIGN_INS_PER_MINUTE * 2),
        "letters": RateLimitItemPerHour(settings.LETTERS_PER_HOUR),
        "refresh": RateLimitItemPerMinute(60),
        "chat": RateLimitItemPerSecond(settings.CHAT_PER_TEN_SECONDS, 10),
        "uploads": RateLimitItemPerMinute(30, 10),
        "downloads": RateLimitItemPerMinute(600),
        "searches": RateLimitItemPerMinute(30),
        "wrong_keys": RateLimitItemPerMinute(20),
        "demo_boards": RateLimitItemPerHour(60),
        "checkouts": RateLimitItemPerMinute(settings.CHECKOUTS_PER_MINUTE),
        "gifts": RateLimitItemPerHour(60),
        "refunds": RateLimitItemPerMinute(30),
        "cart": RateLimitItemPerMinute(120),
        "suggestions": RateLimitItemPerMinute(240),
        "proofs": RateLimitItemPerMinute(10),
        "campaigns": RateLimitItemPerHour(5),
        "verifications": RateLimitItemPerMinute(20),
        "tasks": RateLimitItemPerMinute(30),
        "connects": RateLimitItemPerHour(5),
    }


def ask(name: str, caller: str) -> None:
    """Count one try, or raise `TooManyTries`, or `LimitsAway` where it must be counted and cannot be."""
    standing = hit(name, caller)
    if not standing.allowed:
        raise TooManyTries(retry_after=standing.reset_seconds)


def hit(name: str, caller: str) -> Standing:
    """Count one request of this caller, an address or a person, against the named limit; may raise `LimitsAway`."""
    caller = counted_as(caller)
    try:
        if not _resting.now():
            return _count(_shared(), name, caller)
    except (RedisError, OSError):
        # Asking a dead server again for every request would make each of them slow.
        _resting.begin()
    if name in GUARDED:
        raise LimitsAway(retry_after=math.ceil(PAUSE_SECONDS))
    return _count(_local(), name, caller)


def forget(name: str, caller: str) -> None:
    """Forget this caller's hits: what they did was no guess. Hits that cannot be forgotten pass by themselves."""
    with suppress(RedisError, OSError):
        _shared().clear(rules()[name], name, counted_as(caller))


def counted_as(caller: str) -> str:
    """Whoever has one IPv6 address has the 2⁶⁴ beside it: they count together. Anybody else counts alone."""
    try:
        address = IPv6Address(caller)
    except ValueError:
        return caller
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))


class _Resting:
    """The pause after a failure during which Valkey is not asked."""

    def __init__(self) -> None:
        self.until = 0.0

    def begin(self) -> None:
        self.until = time.monotonic() + PAUSE_SECONDS

    def now(self) -> bool:
        return time.monotonic() < self.until


_resting = _Resting()


class _Valkey(RedisStorage):
    """Counts a hit and says in the same trip where its caller stands: each is asked of nearly every request."""

    # The library's own scripts, one after the other, each with its arguments.
    HIT = f"""
local function acquire(ARGV)
{RedisStorage.SCRIPT_ACQUIRE_MOVING_WINDOW.decode()}
end
local function look(ARGV)
{RedisStorage.SCRIPT_MOVING_WINDOW.decode()}
end
local allowed = acquire({{ARGV[1], ARGV[2], ARGV[3], 1}})
local window = look({{ARGV[1] - ARGV[3], ARGV[2]}}) or {{ARGV[1], 0}}
return {{allowed and 1 or 0, window[1], window[2]}}
"""

    def initialize_storage(self, _uri: str) -> None:
        super().initialize_storage(_uri)
        self.lua_hit = self.get_connection().register_script(self.HIT.encode())

    def hit(self, key: str, limit: int, seconds: int) -> tuple[bool, float, int]:
        allowed, oldest, hits = self.lua_hit([self.prefixed_key(key)], [time.time(), limit, seconds])
        return bool(allowed), float(oldest), int(hits)


def _count(limiter: MovingWindowRateLimiter, name: str, caller: str) -> Standing:
    rule = rules()[name]
    seconds = rule.get_expiry()
    if isinstance(limiter.storage, _Valkey):
        allowed, oldest, hits = limiter.storage.hit(rule.key_for(name, caller), rule.amount, seconds)
        reset_at, remaining = oldest + seconds, rule.amount - hits
    else:
        allowed = limiter.hit(rule, name, caller)
        reset_at, remaining = limiter.get_window_stats(rule, name, caller)
    return Standing(
        name=name,
        allowed=allowed,
        limit=rule.amount,
        window_seconds=seconds,
        remaining=max(0, remaining),
        reset_seconds=max(1, math.ceil(reset_at - time.time())),
    )


@cache
def _shared() -> MovingWindowRateLimiter:
    url = settings.REDIS_URL
    scheme = "redis+" if url.startswith("unix://") else ""
    options: dict[str, Any] = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": AT_ONCE}
    storage: Storage = _Valkey(scheme + url, key_prefix="rialto:limits", **options)
    return MovingWindowRateLimiter(storage)


@cache
def _local() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())
