"""Every operation refuses what nobody honest sends, as its description says, and does nothing: whoever asks.

Each attack comes from one of the callers in turn; all of them meet every kind of attack somewhere.
"""

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from typing import Any

import httpx
import pytest
from django.conf import settings as program
from django.test import Client
from limits import RateLimitItemPerMinute

from project.asgi import application
from project.base import limits
from tests.project.openapi.cast import GUEST, KEY, SESSION, TOKEN, Caller, caller_called
from tests.project.openapi.hostile import Attack, Target, attacks_on
from tests.project.openapi.test_generated import undone
from tests.walk.addresses import Address, addresses
from tests.walk.bodies import body_of, document, query_of
from tests.walk.fingerprint import changed, fingerprint
from tests.walk.samples import sample
from tests.walk.world import World, make_world

IN_TURN = (SESSION, KEY, TOKEN, SESSION, GUEST)
OPERATIONS = [found for found in addresses() if found.operation]
ROOMS = sorted({found.room for found in OPERATIONS})


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ada's things; nobody is too fast, and refusals need not be logged."""
    wide = dict.fromkeys(limits.rules(), RateLimitItemPerMinute(1_000_000))
    monkeypatch.setattr(limits, "rules", lambda: wide)
    logging.disable(logging.CRITICAL)
    yield make_world()
    logging.disable(logging.NOTSET)


def target_of(world: World, address: Address) -> Target:
    pattern = "/" + address.route.replace("<", "{").replace(">", "}")
    operation = document()["paths"][pattern][address.method.lower()]
    found = body_of(world, address)
    kind, fields = found if found is not None else ("", None)
    schema = operation.get("requestBody", {}).get("content", {}).get(kind, {}).get("schema", {})
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return Target(
        operation={**operation, "x-required": schema.get("required", ())},
        method=address.method,
        pattern=pattern,
        known={name: sample(world, address, name) for name in address.parameters},
        query=query_of(world, address),
        fields=fields if kind == "application/json" else None,
        properties=schema.get("properties", {}),
    )


def browser_of(caller: Caller) -> Client:
    browser = Client(raise_request_exception=False, headers=caller.headers)
    for name, value in caller.cookies.items():
        browser.cookies[name] = value
    return browser


def fault_of(target: Target, attack: Attack, browser: Client) -> str | None:
    """What is wrong with the answer."""
    request: dict[str, Any] = {"content_type": attack.kind, "headers": attack.headers}
    # An address may name something that is there after all: what is done then is none of this test's business.
    with nullcontext() if attack.refused else undone():
        answer = browser.generic(target.method, attack.path, attack.body, **request)
    status, kind = answer.status_code, answer.headers.get("Content-Type", "")
    if attack.refused and not 400 <= status < 500:
        return f"is answered {status}"
    if status >= 500 or (str(status) not in target.operation["responses"] and status not in {404, 405}):
        return f"is answered {status}, which is not described"
    return f"is refused as {kind}" if status >= 400 and kind != "application/problem+json" else None


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_what_nobody_honest_sends_is_refused_and_does_nothing(world: World, room: str) -> None:
    browsers = {name: browser_of(caller_called(name, world.people["Ada"])) for name in IN_TURN}
    faults, turn = [], count()
    # A key notes that it was used, once in a while.
    browsers[KEY].get("/api/auth/me")
    before = fingerprint()

    for address in (found for found in OPERATIONS if found.room == room):
        target = target_of(world, address)
        for attack in attacks_on(target):
            who = IN_TURN[next(turn) % len(IN_TURN)]
            wrong = fault_of(target, attack, browsers[who])
            faults += [f"{address}: {attack.name} by {who} {wrong}"] if wrong else []
        after = fingerprint()
        faults += [f"{address} changed {table}" for table in changed(before, after)]
        before = after

    assert faults == [], "\n".join(["", *faults])


async def test_body_without_measure_is_refused_at_every_operation() -> None:
    """At the door: nobody asks who it is, and nobody reads it."""
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for address in OPERATIONS:
            path = "/" + address.route.replace("<", "").replace(">", "")
            most = max(program.BODY_BYTES, program.BODY_BYTES_AT.get(path, 0))
            answer = await client.request(address.method, path, content=b"x" * (most + 1))
            assert (answer.status_code, answer.json()["code"]) == (413, "BodyTooLarge"), str(address)
