"""Questions that arrive in the same moment are asked together: a thousand returning browsers make one query."""

import asyncio
from collections.abc import Awaitable, Callable


class Batches[Key, Value]:
    """Looks up many keys with one call of `load`, which returns what it found by key."""

    def __init__(self, load: Callable[[list[Key]], Awaitable[dict[Key, Value]]]) -> None:
        self._load = load
        self._waiting: dict[Key, list[asyncio.Future[Value | None]]] = {}
        self._task: asyncio.Task[None] | None = None

    async def get(self, key: Key) -> Value | None:
        """The value of `key`, None when there is none. Raises what `load` raised."""
        future: asyncio.Future[Value | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(future)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        """One call at a time: what arrives while it runs makes the next batch."""
        while self._waiting:
            waiting, self._waiting = self._waiting, {}
            try:
                found = await self._load(list(waiting))
            except Exception as error:
                self._answer(waiting, error)
            else:
                self._answer(waiting, found)
        self._task = None

    def _answer(
        self,
        waiting: dict[Key, list[asyncio.Future[Value | None]]],
        outcome: dict[Key, Value] | Exception,
    ) -> None:
        for key, futures in waiting.items():
            for future in futures:
                if future.done():
                    continue
                if isinstance(outcome, Exception):
                    future.set_exception(outcome)
                else:
                    future.set_result(outcome.get(key))
