"""The live core of one web process: the gateway, and its doors to PostgreSQL, Valkey, threads and time.

One runtime for each event loop, started by the first socket, so that every ASGI server works without a lifespan.
"""

import asyncio
import os
import random
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import structlog
from django.conf import settings
from django.db import close_old_connections

from project.accounts.visitors import Visitor, visitors_of_sessions
from realtime.doors.batches import Batches
from realtime.doors.control import obey_commands
from realtime.doors.ear import Ear
from realtime.doors.news import heard, say, tell_presence
from realtime.doors.reads import read
from realtime.doors.recheck import recheck
from realtime.hub.gateway import Gateway
from realtime.hub.presence import Here
from realtime.hub.questions import Failed, Outcome, Want
from realtime.topics import Kind, Seen

log = structlog.get_logger()

# At most this many reads of one process run at once, whatever returns after an outage.
READERS = 4
WANTS_IN_A_READING = 50


class Runtime:
    """Doors for the gateway, and the loops that keep it true."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.id = f"{os.getpid()}-{os.urandom(4).hex()}"
        self.gateway = Gateway(self)
        self.ear = Ear(partial(heard, self), self.gateway.hub.sweep)
        self.sessions: Batches[str, Visitor] = Batches(self._visitors)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="rt-read")
        self.listening = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self) -> None:
        """Begin to listen, sweep and re-check."""
        self.run(self.ear.run())
        self.run(obey_commands(self.gateway, self.listening))
        self.run(self._every(1.0, self.gateway.tick))
        self.run(self._every(settings.RT_SWEEP_SECONDS, self.gateway.hub.sweep))
        self.run(self._recheck())

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a task of the process and keep hold of it: asyncio alone would let it be collected."""
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("runtime_task_failed", exc_info=error)

    async def _every(self, seconds: float, work: Callable[[], None]) -> None:
        while True:
            await asyncio.sleep(seconds * random.uniform(0.9, 1.1))  # noqa: S311 -- spreads load, guards nothing
            try:
                work()
            except Exception:
                log.exception("runtime_round_failed", work=work.__qualname__)

    async def _recheck(self) -> None:
        while True:
            await asyncio.sleep(settings.RT_RECHECK_SECONDS * random.uniform(0.7, 1.3))  # noqa: S311
            await recheck(self)

    # Doors

    def time(self) -> float:
        """The loop's clock."""
        return self.loop.time()

    def soon(self, callback: Callable[[], None], delay: float = 0.0) -> None:
        """A later tick, or later still."""
        if delay > 0:
            self.loop.call_later(delay, callback)
        else:
            self.loop.call_soon(callback)

    def read(self, wants: list[Want], done: Callable[[dict[str, Outcome]], None]) -> None:
        """Read in a thread, a bounded number of topics at a time."""
        for start in range(0, len(wants), WANTS_IN_A_READING):
            self.run(self._read(wants[start : start + WANTS_IN_A_READING], done))

    async def _read(self, wants: list[Want], done: Callable[[dict[str, Outcome]], None]) -> None:
        try:
            outcomes = await self.in_thread(read, wants)
        except Exception as error:
            log.warning("reading_failed", error=str(error), topics=len(wants))
            outcomes = {want.topic: Failed() for want in wants}
        done(outcomes)

    def judge(self, visitor: Visitor, kind: Kind, key: str, done: Callable[[bool | None], None]) -> None:
        """Ask the predicate in a thread; None when it failed, which admits nobody."""
        self.run(self._judge(visitor, kind, key, done))

    async def _judge(self, visitor: Visitor, kind: Kind, key: str, done: Callable[[bool | None], None]) -> None:
        allowed: bool | None = None
        try:
            allowed = await self.in_thread(kind.admits, visitor, key)
        except Exception:
            log.exception("predicate_failed", kind=kind.name)
        done(allowed)

    def listen(self, topic: str) -> None:
        """Hear of this topic."""
        self.ear.listen(topic)

    def unlisten(self, topic: str) -> None:
        """Hear of it no longer."""
        self.ear.unlisten(topic)

    def say(self, topic: str, frame: str) -> None:
        """Pass a signal on to the other processes."""
        self.run(say(self.id, topic, frame))

    def tell(self, here: dict[str, Here]) -> None:
        """Add this process's listeners to everybody's, topic by topic."""
        self.run(tell_presence(self.id, here))

    def see(self, kind: Kind, key: str, visitors: tuple[Visitor, ...]) -> None:
        """Tell the kind's owner who listens here."""
        if kind.seen is not None:
            self.run(self._see(kind.seen, key, visitors))

    async def _see(self, seen: Seen, key: str, visitors: tuple[Visitor, ...]) -> None:
        try:
            await self.in_thread(seen, key, visitors)
        except Exception:
            # They are seen again in seconds.
            log.exception("seen_failed", key=key)

    async def _visitors(self, keys: list[str]) -> dict[str, Visitor]:
        return await self.in_thread(visitors_of_sessions, keys)

    async def in_thread[**P, R](self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run database work in one of the reader threads, with a healthy connection."""
        return await self.loop.run_in_executor(self._readers, partial(_with_connection, work, *args, **kwargs))


def _with_connection[R](work: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    close_old_connections()
    try:
        return work(*args, **kwargs)
    finally:
        close_old_connections()


_runtimes: WeakKeyDictionary[asyncio.AbstractEventLoop, Runtime] = WeakKeyDictionary()


def runtime() -> Runtime:
    """The runtime of the running loop, started when it is first asked for."""
    loop = asyncio.get_running_loop()
    found = _runtimes.get(loop)
    if found is None:
        found = _runtimes[loop] = Runtime()
        found.start()
    return found


def runtimes() -> list[Runtime]:
    """Every runtime of this process: one, in a server."""
    return list(_runtimes.values())
