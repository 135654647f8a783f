"""Everything that one browser can be told: every address, with words that lead to what was planted."""

from collections.abc import AsyncIterable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from django.test import Client

from tests.walk.addresses import Address, addresses
from tests.walk.asking import answered
from tests.walk.world import World

READ = frozenset({"GET"})
WRITTEN = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One answer, whole: head and body."""

    address: Address
    status: int
    headers: dict[str, str]
    body: str

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.headers} {self.body}"

    def tells(self, words: Iterable[str]) -> list[str]:
        """Which of these words are in it."""
        return [word for word in words if word in self.text]


def crawl(world: World, browser: Client, *, methods: frozenset[str] = READ) -> Iterator[Heard]:
    """What is answered at every address; whatever was done by asking is undone."""
    for address in addresses():
        if address.method in methods and (address.operation is not None or address.method in {"GET", "POST"}):
            answer = answered(world, address, browser)
            if answer is not None:
                yield heard(address, answer)


def heard(address: Address, answer: Any) -> Heard:
    """An answer, read to its end."""
    body = _whole(answer) if answer.streaming else answer.content
    text = body.decode("utf-8", "replace")
    return Heard(address=address, status=answer.status_code, headers=dict(answer.headers), body=text)


def _whole(answer: Any) -> bytes:
    pieces = answer.streaming_content
    return async_to_sync(_joined)(pieces) if answer.is_async else b"".join(pieces)


async def _joined(pieces: AsyncIterable[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])
