"""A thousand messages by ten people whose connections are cut at random: everybody ends with the same list."""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from project.accounts.visitors import Visitor, choose_name
from project.base import clock
from realtime.chat.actions.members import add_people
from realtime.chat.actions.rooms import open_room
from realtime.chat.models import Message
from realtime.models import Topic
from realtime.topics import Mode
from tests.faults.proxy import Proxy
from tests.faults.reader import Reader
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PEOPLE, MESSAGES_EACH = 10, 100
CUT_EVERY_SECONDS = (0.02, 0.12)
TOKEN = "c" * 32


@dataclass
class Talker:
    """One person with a page open: what they mean to say, and what they hear."""

    reader: Reader
    cookie: str
    room: str
    meant: list[str] = field(default_factory=list)
    attempts: int = 0

    async def talk(self, door: str, rng: random.Random) -> None:
        """Say everything, each thing under its own id until somebody answers."""
        headers = {"Cookie": f"{self.cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}", "X-CSRFToken": TOKEN}
        async with httpx.AsyncClient(base_url=f"http://{door}", headers=headers, timeout=5, trust_env=False) as client:
            for number in range(MESSAGES_EACH):
                said = {"client_message_id": uuid4().hex, "body": f"{self.reader.name} says {number}"}
                self.meant.append(said["client_message_id"])
                answered = await self._say(client, said)
                while not answered:
                    await asyncio.sleep(rng.uniform(0, 0.05))
                    answered = await self._say(client, said)

    async def _say(self, client: httpx.AsyncClient, said: dict[str, str]) -> bool:
        self.attempts += 1
        try:
            answer = await client.post(f"/api/chat/rooms/{self.room}/messages", json=said)
        except httpx.TransportError:
            return False
        assert answer.is_success, answer.text
        return True

    def messages(self) -> list[dict[str, Any]]:
        """The list on the page: what the first answer showed, and every message told since, as they came."""
        [stretch] = self.reader.records[f"chat.{self.room}"].stretches
        events = [orjson.loads(frame) for _seq, frame in stretch.frames]
        told = [event["data"] for event in events if event["name"] == "message.posted"]
        return [*stretch.snapshot["messages"], *told]

    def has_come(self, head: int) -> bool:
        """Whether nothing is missing up to this position of the topic."""
        return self.reader.position(f"chat.{self.room}")[1] >= head


def test_everybody_ends_with_the_same_list_in_the_same_order_and_nothing_twice() -> None:
    seed = random.getrandbits(32)
    guests = [guest_with_a_session(f"Guest {number}") for number in range(PEOPLE)]
    room = private_room([visitor for visitor, _cookie in guests])

    with served() as site:
        talkers, cuts = asyncio.run(conversation(site, room, [cookie for _visitor, cookie in guests], seed))

    rows = Message.objects.filter(room__public_id=room, kind="text").order_by("seq")
    written = list(rows.values_list("public_id", "client_message_id"))
    assert len(written) == PEOPLE * MESSAGES_EACH, f"seed {seed}"
    assert sorted(meant for _id, meant in written) == sorted(one for talker in talkers for one in talker.meant)
    for talker in talkers:
        texts = [message["id"] for message in talker.messages() if message["kind"] == "text"]
        assert texts == [public_id for public_id, _meant in written], f"seed {seed}, {talker.reader.name}"
        assert talker.reader.faults == []
    connections = sum(talker.reader.line.connections for talker in talkers)
    assert min(cuts, connections - PEOPLE, sum(talker.attempts for talker in talkers) - len(written)) > 0


async def conversation(site: Site, room: str, cookies: Sequence[str], seed: int) -> tuple[list[Talker], int]:
    """Everybody talks at once through one bad network, then hears out what is left; also how often it was cut."""
    rng = random.Random(seed)
    proxy = Proxy(site.port, rng)
    await proxy.open()
    door = f"127.0.0.1:{proxy.port}"
    modes = {f"chat.{room}": Mode.LOG}
    talkers = [
        Talker(reader=Reader(f"talker {n}", modes, [door], rng, stay=None, cookie=cookie), cookie=cookie, room=room)
        for n, cookie in enumerate(cookies)
    ]
    lines = [asyncio.create_task(talker.reader.line.run()) for talker in talkers]
    await until(lambda: all(talker.reader.position(f"chat.{room}")[0] for talker in talkers))
    cutter = Cutter(proxy, rng)
    cutting = asyncio.create_task(cutter.run())
    await asyncio.gather(*(talker.talk(door, rng) for talker in talkers))
    cutting.cancel()
    await everybody_has_heard(talkers, room)
    for line in lines:
        line.cancel()
    await proxy.close()
    return talkers, cutter.cuts


@dataclass
class Cutter:
    """Cuts one connection after another, a socket or a request under way, until it is stopped."""

    proxy: Proxy
    rng: random.Random
    cuts: int = 0

    async def run(self) -> None:
        """Count the cuts as they are made."""
        while True:
            await asyncio.sleep(self.rng.uniform(*CUT_EVERY_SECONDS))
            await self.proxy.cut_one()
            self.cuts += 1


async def everybody_has_heard(talkers: Sequence[Talker], room: str) -> None:
    head = await asyncio.to_thread(lambda: Topic.objects.get(name=f"chat.{room}").head)
    await until(lambda: all(talker.has_come(head) for talker in talkers))


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what only time brings; who waits in vain says so."""
    for _ in range(400):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError


def guest_with_a_session(name: str) -> tuple[Visitor, str]:
    request = HttpRequest()
    request.session, request.user = SessionStore(), AnonymousUser()
    visitor = choose_name(request, name=name)
    request.session.save()
    return visitor, f"{settings.SESSION_COOKIE_NAME}={visitor.session_key}"


def private_room(people: Sequence[Visitor]) -> str:
    first, *others = people
    room = open_room(visitor=first, title="Under the bridge", kind="private", now=clock.now()).public_id
    add_people(visitor=first, room=room, people=[one.public_id or "" for one in others], now=clock.now())
    return room


@contextmanager
def served() -> Iterator[Site]:
    """A site that lets one address talk as fast as it can."""
    much = {"API_PER_MINUTE": "1000000", "CHAT_PER_TEN_SECONDS": "100000", "RT_MAX_SOCKETS_PER_ADDRESS": "1000"}
    site = Site(environment=much)
    site.start()
    try:
        yield site
    finally:
        site.stop()
