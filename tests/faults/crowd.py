"""An event loop in a thread for readers, writers and proxies, while the main thread does harm."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self

PATIENCE_SECONDS = 30.0


class Crowd:
    """Runs coroutines beside us. A part that failed is told of when the crowd leaves."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="crowd")
        self.parts: list[Future[None]] = []

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for part in self.parts:
            part.cancel()
        try:
            self.call(self._leave())
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join()
            self.loop.close()

    def call[R](self, work: Coroutine[Any, Any, R]) -> R:
        """Do something in the loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE_SECONDS)

    def begin(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        """Start a part that runs by itself."""
        part = asyncio.run_coroutine_threadsafe(work, self.loop)
        self.parts.append(part)
        return part

    def failures(self) -> list[BaseException]:
        """What ended parts that should still run, or should have ended well."""
        ended = [part for part in self.parts if part.done() and not part.cancelled()]
        return [error for part in ended if (error := part.exception())]

    async def _leave(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.loop.shutdown_asyncgens()
        await self.loop.shutdown_default_executor()
