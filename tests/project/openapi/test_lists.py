"""Lists that were there before the convention follow it: they name the next page, in the answer and in `Link`."""

import re

import pytest
from django.test import Client

from realtime.chat.models import Room
from tests.realtime.chat.cast import browser_of
from tests.realtime.chat.room import after, member_called, open_room, say
from tests.realtime.scoreboards.table import open_board

pytestmark = pytest.mark.django_db


def next_of(answer: object, relation: str = "next") -> str | None:
    found = re.search(rf'<([^>]+)>; rel="{relation}"', getattr(answer, "headers", {}).get("Link", ""))
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


def test_history_is_followed_in_both_directions_from_any_place() -> None:
    ada = member_called("Ada")
    room, browser = open_room(ada), browser_of(ada)
    for number in range(7):
        say(room, ada, f"Number {number}", now=after(number * 60))
    middle = f"/api/chat/rooms/{room.public_id}/messages?around=4&limit=2"

    def walk(relation: str) -> list[str]:
        asked, seen = middle, []
        while asked:
            answer = browser.get(asked)
            seen.append([message["plain"] for message in answer.json()["messages"]])
            asked = next_of(answer, relation) or ""
        return [words for page in (seen if relation == "next" else reversed(seen)) for words in page]

    said = [f"Number {number}" for number in range(7)]
    back, on = walk("prev"), walk("next")
    here = [message["plain"] for message in browser.get(middle).json()["messages"]]
    assert [*back, *on[len(here) :]] == said


def test_search_is_followed_from_page_to_page() -> None:
    ada = member_called("Ada")
    room, browser = open_room(ada), browser_of(ada)
    for number in range(23):
        say(room, ada, f"Harbour {number}", now=after(number * 60))
    asked, seen = "/api/chat/search?q=harbour", []

    while asked:
        answer = browser.get(asked)
        seen += [found["message"]["plain"] for found in answer.json()["found"]]
        asked = next_of(answer) or ""
        assert bool(asked) == bool(answer.json()["next"])

    assert sorted(seen) == sorted(f"Harbour {number}" for number in range(23))


@pytest.mark.parametrize(
    "moment", ["0067-04-29T09:40:39+16:42", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_search_before_all_time_is_refused(client: Client, moment: str) -> None:
    answer = client.get("/api/chat/search", {"q": "harbour", "before": moment})

    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["before"])
