"""Request heads are bounded in time and size, and everybody else is served meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn

from project import serving

HELLO = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The smallest application."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A server that loses its patience quickly."""
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.3)
    config = uvicorn.Config(answer, port=0, http=serving.BoundedHttp, lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110 -- uvicorn offers no event
            await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await task


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A plain connection, closed however it ended."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def test_head_that_is_never_finished_ends_the_connection(port: int) -> None:
    async with connected(port) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: loc")

        assert await asyncio.wait_for(reader.read(), 5) == b""


async def test_silent_connection_ends(port: int) -> None:
    async with connected(port) as (reader, _writer):
        assert await asyncio.wait_for(reader.read(), 5) == b""


async def test_head_that_drips_ends_too(port: int) -> None:
    async with connected(port) as (reader, writer):
        ended = asyncio.create_task(reader.read())
        for byte in HELLO * 2:
            writer.write(bytes((byte,)))
            await asyncio.sleep(0.05)
            if ended.done():
                break

        assert await asyncio.wait_for(ended, 5) == b""


async def test_endless_head_is_refused(port: int) -> None:
    async with connected(port) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 900) for n in range(80)))

        assert (await asyncio.wait_for(reader.read(), 5)).startswith(b"HTTP/1.1 400")


async def test_complete_heads_are_answered_one_after_the_other_on_one_connection(port: int) -> None:
    async with connected(port) as (reader, writer):
        for _ in range(3):
            writer.write(HELLO)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            assert head.startswith(b"HTTP/1.1 200")
            assert await reader.readexactly(2) == b"ok"
            await asyncio.sleep(0.4)
