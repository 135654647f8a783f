"""Lists that were there before the convention follow it: they name the next page, in the answer and in `Link`."""

import re

import pytest
from django.test import Client

from realtime.chat.models import Room
from tests.realtime.chat.room import after, member_called, open_room
from tests.realtime.scoreboards.table import open_board

pytestmark = pytest.mark.django_db


def next_of(answer: object) -> str | None:
    found = re.search(r'<([^>]+)>; rel="next"', getattr(answer, "headers", {}).get("Link", ""))
    return found[1] if found else None


def test_rooms_are_followed_from_page_to_page(client: Client) -> None:
    ada = member_called("Ada")
    for number in range(5):
        open_room(ada, title=f"Room {number}", now=after(number))
    asked, seen = "/api/chat/rooms?limit=2&kind=public", []

    while asked:
        answer = client.get(asked)
        told = answer.json()
        seen += [room["title"] for room in told["rooms"]]
        asked = next_of(answer) or ""
        assert bool(asked) == bool(told["next"]) == told["more"]

    assert seen == [f"Room {number}" for number in (4, 3, 2, 1, 0)]
    assert Room.objects.count() == 5


def test_cursor_of_nobody_is_refused(client: Client) -> None:
    answer = client.get("/api/chat/rooms?cursor=AAAA")

    assert (answer.status_code, answer.json()["code"]) == (422, "CursorNotValid")


def test_boards_name_their_other_pages(client: Client) -> None:
    for number in range(3):
        open_board(slug=f"game-{number}")

    answer = client.get("/api/boards?status=coming&limit=2&search=herons")

    assert next_of(answer) == "/api/boards?status=coming&search=herons&page=2&limit=2"
    assert len(client.get(next_of(answer) or "").json()["coming"]) == 1
