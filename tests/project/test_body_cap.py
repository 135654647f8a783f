"""Bodies over the cap, through the application as a server calls it."""

from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import pytest
from django.conf import settings

from project.asgi import application


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    """A body whose length is not declared."""
    for _ in range(size // 65_536):
        yield b"x" * 65_536


@pytest.fixture
async def program() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=cast("Any", application))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def test_declared_body_over_the_cap_is_refused(program: httpx.AsyncClient) -> None:
    answer = await program.post("/api/boards", content=b"x" * (settings.BODY_BYTES + 1))

    assert (answer.status_code, answer.json()["code"]) == (413, "BodyTooLarge")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


async def test_undeclared_body_over_the_cap_is_refused(program: httpx.AsyncClient) -> None:
    answer = await program.post("/api/boards", content=in_pieces(settings.BODY_BYTES * 2))

    assert (answer.status_code, answer.json()["code"]) == (413, "BodyTooLarge")


async def test_only_a_path_for_files_takes_more(program: httpx.AsyncClient) -> None:
    most = settings.BODY_BYTES_AT["/api/chat/files"]

    nobody = await program.post("/api/chat/files", content=in_pieces(settings.BODY_BYTES * 2))
    program.cookies.set(settings.SESSION_COOKIE_NAME, "whoever")
    under = await program.post("/api/chat/files", content=in_pieces(settings.BODY_BYTES * 2))
    over = await program.post("/api/chat/files", content=in_pieces(most + 65_536))
    beside = await program.post("/api/chat/files/x", content=in_pieces(settings.BODY_BYTES * 2))

    assert nobody.status_code == 413
    assert under.status_code != 413
    assert (over.status_code, over.json()["detail"]) == (413, f"At most {most} bytes are accepted.")
    assert beside.status_code == 413


async def test_body_under_the_cap_arrives(program: httpx.AsyncClient) -> None:
    answer = await program.post(
        "/healthz", content=in_pieces(settings.BODY_BYTES // 2), headers={"origin": "http://localhost"}
    )

    assert answer.status_code == 403
