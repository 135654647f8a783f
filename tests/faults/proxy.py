"""A TCP proxy that can cut, slow, half-close and swallow what passes through it."""

import asyncio
import random
from asyncio import StreamReader, StreamWriter
from contextlib import suppress

CHUNK = 65_536
JITTER = 0.5


class Proxy:
    """A network between readers and one web process, on a port of its own. Its methods belong into its event loop."""

    def __init__(self, target: int, rng: random.Random) -> None:
        self.target = target
        self.rng = rng
        self.latency = 0.0
        self.links: set[tuple[StreamWriter, StreamWriter]] = set()
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Listen."""
        self.server = await asyncio.start_server(self._accepted, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more and end every link."""
        self.server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def cut(self) -> None:
        """Reset every connection."""
        for link in list(self.links):
            _abort(*link)

    async def cut_one(self) -> None:
        """Reset one connection, chosen by lot."""
        if self.links:
            _abort(*self.rng.choice(list(self.links)))

    async def half_close(self) -> None:
        """End one direction of every connection, chosen by lot."""
        for link in list(self.links):
            with suppress(OSError, RuntimeError):
                self.rng.choice(link).write_eof()

    async def slow(self, seconds: float) -> None:
        """Hold back everything for this long and up to half as long again; 0 for no longer."""
        self.latency = seconds

    async def swallow(self) -> None:
        """Nothing passes, and nobody is told."""
        self.flowing.clear()

    async def flow(self) -> None:
        """What was held back arrives late, where somebody still waits for it."""
        self.flowing.set()

    async def _accepted(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._carry(reader, writer)
        finally:
            self._tasks.discard(task)

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            await self.flowing.wait()
            beyond_reader, beyond_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        link = writer, beyond_writer
        self.links.add(link)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(reader, beyond_writer))
                both.create_task(self._pump(beyond_reader, writer))
        except* (OSError, RuntimeError):
            # One direction broke, or had been ended by us: the other is of no use alone.
            pass
        finally:
            self.links.discard(link)
            _abort(*link)

    async def _pump(self, source: StreamReader, sink: StreamWriter) -> None:
        while data := await source.read(CHUNK):
            if self.latency:
                await asyncio.sleep(self.latency * self.rng.uniform(1, 1 + JITTER))
            await self.flowing.wait()
            sink.write(data)
            await sink.drain()
        sink.write_eof()


def _abort(*writers: StreamWriter) -> None:
    for writer in writers:
        writer.transport.abort()
