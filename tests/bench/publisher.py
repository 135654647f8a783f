"""A process that commits facts through `realtime.publish`, as a request or a job would, and says when it did."""

import json
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any
from uuid import uuid4

import django
from django.conf import settings
from django.db import transaction

from tests.bench.people import greet_members, let_program_in
from tests.bench.posting import post_sales
from tests.bench.servers.contender import PLAY
from tests.bench.till import sell


def main() -> None:
    """Carry out one order for each line read; each is answered with one line."""
    django.setup()
    orders: dict[str, Callable[..., dict[str, Any]]] = {
        "publish": publish_plays,
        "board": open_board,
        "guests": greet_guests,
        "members": greet_members,
        "program": let_program_in,
        "rooms": open_rooms,
        "talk": talk,
        "play": play_in_turn,
        "post": post_sales,
        "sell": sell,
    }
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(orders[order.pop("do")](**order)), flush=True)


def publish_plays(
    *, slug: str, count: int = 1, together: bool = False, interval: float = 0, seconds: float = 0
) -> dict[str, Any]:
    """Publish `count` plays, or as many as fit into `seconds`; answered with when each began and was committed."""
    stamps: list[tuple[int, int]] = []
    started = time.monotonic()
    while len(stamps) < count or time.monotonic() < started + seconds:
        batch = count if together else 1
        stamps += [_commit(slug, batch)] * batch
        if interval and len(stamps) < count:
            time.sleep(max(0.0, started + len(stamps) * interval - time.monotonic()))
    return {"stamps": stamps, "seconds": time.monotonic() - started}


def play_in_turn(*, slugs: list[str], count: int, interval: float) -> dict[str, Any]:
    """`count` plays on each board, the boards in turn; answered with when each began, by board."""
    stamps: dict[str, list[int]] = {slug: [] for slug in slugs}
    started = time.monotonic()
    for number in range(count):
        for place, slug in enumerate(slugs):
            time.sleep(max(0.0, started + (number * len(slugs) + place) * interval - time.monotonic()))
            stamps[slug].append(_commit(slug, 1)[0])
    return {"stamps": stamps}


def _commit(slug: str, batch: int) -> tuple[int, int]:
    from realtime.publish import publish
    from realtime.scoreboards.events import PlayRecorded

    committed: list[int] = []
    began = time.monotonic_ns()
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.monotonic_ns()))
        publish(*(PlayRecorded(slug=slug, play=PLAY) for _ in range(batch)))
    return began, committed[0]


def open_board(*, slug: str) -> dict[str, Any]:
    """Make sure that the board exists whose plays will be published."""
    from project.base.clock import now
    from realtime.scoreboards.actions.create import SlugTaken, create_board
    from realtime.scoreboards.commands import TeamLook

    try:
        create_board(home=TeamLook(), away=TeamLook(), now=now(), slug=slug)
    except SlugTaken:
        return {"created": False}
    return {"created": True}


def open_rooms(*, count: int) -> dict[str, Any]:
    """Public rooms without a word in them, owned by one guest."""
    from project.base.clock import now
    from realtime.chat.actions.rooms import open_room

    return {"rooms": [open_room(visitor=_talker(), title=f"Room {n}", now=now()).public_id for n in range(count)]}


def talk(*, rooms: list[str], count: int, interval: float) -> dict[str, Any]:
    """One guest says `count` things in each room, the rooms in turn, `interval` seconds from one to the next.

    Answered with when each began, by room, and with the most statements that one of them took.
    """
    from django.db import connection

    from project.base.clock import now
    from realtime.chat.actions.send import Sending, send_message

    guest = _talker()
    stamps: dict[str, list[int]] = {room: [] for room in rooms}
    most, started = 0, time.monotonic()
    for number in range(count):
        for place, room in enumerate(rooms):
            time.sleep(max(0.0, started + (number * len(rooms) + place) * interval - time.monotonic()))
            said = Sending(client_message_id=uuid4().hex, body="Three points, and nobody saw it")
            asked: list[str] = []
            stamps[room].append(time.monotonic_ns())
            with connection.execute_wrapper(_counting(asked)):
                send_message(visitor=guest, room=room, sending=said, now=now())
            most = max(most, len(asked)) if number else most
    return {"stamps": stamps, "statements": most}


def _counting(asked: list[str]) -> Callable[..., Any]:
    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return count


@cache
def _talker() -> Any:
    from project.accounts.models import User
    from project.accounts.visitors import Visitor

    guest = User.objects.create_guest(name="Talker")
    return Visitor(person_id=guest.pk, public_id=guest.public_id, name=str(guest))


def greet_guests(*, count: int) -> dict[str, Any]:
    """Sessions of `count` guests who have chosen a name, as cookies."""
    from project.accounts.models import User
    from project.accounts.visitors import GUEST_ID, GUEST_NAME, GUEST_PK

    sessions = import_module(settings.SESSION_ENGINE).SessionStore
    cookies = []
    for number in range(count):
        session = sessions()
        guest = User.objects.create_guest(name=f"Guest {number}")
        session.update({GUEST_PK: guest.pk, GUEST_ID: guest.public_id, GUEST_NAME: guest.display_name})
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return {"cookies": cookies}


if __name__ == "__main__":
    main()
