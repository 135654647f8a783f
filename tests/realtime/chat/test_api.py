"""`/api/chat`: pages of history, lists, and the way refusals are told."""

from typing import Any

import pytest
from django.test import Client

from project.accounts.visitors import Visitor
from project.base import clock
from realtime.chat.models import Member, Message, Room
from tests.realtime.chat.cast import browser_of
from tests.realtime.chat.room import after, everything, member_called, open_room, say

pytestmark = pytest.mark.django_db
SAID = 12


@pytest.fixture
def ada() -> Visitor:
    """Owns the room."""
    return member_called("Ada")


@pytest.fixture
def room(ada: Visitor) -> Room:
    """With twelve messages, one every six hours from noon of 21 November on."""
    room = open_room(ada)
    for number in range(SAID):
        say(room, ada, f"Line {number + 1}", now=after(number * 6 * 3600))
    return room


@pytest.fixture
def browser(ada: Visitor) -> Client:
    """Ada's."""
    return browser_of(ada)


def page(room: Room, **wanted: str | int) -> tuple[list[int], bool, bool]:
    """Which places a page has, and whether there are earlier and later ones."""
    answer = Client().get(f"/api/chat/rooms/{room.public_id}/messages", wanted)
    assert answer.status_code == 200, answer.content
    found = answer.json()
    return [message["seq"] for message in found["messages"]], found["earlier"], found["later"]


def post(browser: Client, path: str, sent: object) -> Any:
    """Post JSON."""
    return browser.post(f"/api/chat{path}", sent, content_type="application/json")


def test_history_is_read_from_the_newest_back(room: Room) -> None:
    assert page(room, limit=5) == ([8, 9, 10, 11, 12], True, False)
    assert page(room, before=8, limit=5) == ([3, 4, 5, 6, 7], True, True)
    assert page(room, before=3, limit=5) == ([1, 2], False, True)
    assert page(room, before=1, limit=5) == ([], False, True)


def test_history_is_read_on_from_a_place_and_around_one(room: Room) -> None:
    assert page(room, after=9, limit=2) == ([10, 11], True, True)
    assert page(room, after=10) == ([11, 12], True, False)
    assert page(room, after=12) == ([], True, False)
    assert page(room, around=6, limit=4) == ([4, 5, 6, 7], True, True)
    assert page(room, around=999, limit=4) == ([11, 12], True, False)


def test_a_day_begins_where_the_reader_is(room: Room) -> None:
    assert page(room, on="2026-11-22", limit=2) == ([3, 4], True, True)
    assert page(room, on="2026-11-22", zone="Pacific/Auckland", limit=2) == ([1, 2], False, True)
    assert page(room, on="2026-12-24") == ([], True, False)


def test_a_day_in_no_zone_is_refused(room: Room) -> None:
    answer = Client().get(f"/api/chat/rooms/{room.public_id}/messages", {"on": "2026-11-22", "zone": "../etc/passwd"})

    assert (answer.status_code, answer.json()["code"]) == (422, "UnknownZone")


def test_a_thread_is_its_root_and_its_answers(room: Room, ada: Visitor) -> None:
    root = Message.objects.get(room=room, seq=2).public_id
    for number in range(3):
        say(room, ada, f"Answer {number}", thread=root, now=clock.now())

    assert page(room, thread=root) == ([2, 13, 14, 15], False, False)
    assert page(room, thread=root, limit=2) == ([14, 15], True, False)
    assert page(room, thread=root, before=14, limit=2) == ([2, 13], False, True)


def test_an_empty_room_has_an_empty_page(ada: Visitor) -> None:
    assert page(open_room(ada)) == ([], False, False)


def test_rooms_are_listed_by_their_last_message_and_found_by_title(ada: Visitor, browser: Client) -> None:
    pier, quay = open_room(ada, title="Pier"), open_room(ada, title="Quay", kind="private")
    say(pier, ada, now=after(60))

    mine = browser.get("/api/chat/rooms").json()
    everybodys = Client().get("/api/chat/rooms").json()
    found = browser.get("/api/chat/rooms", {"search": "qua", "mine": "true"}).json()

    assert [room["title"] for room in mine["rooms"]] == ["Pier", "Quay"]
    assert [room["title"] for room in everybodys["rooms"]] == ["Pier"]
    assert [(room["id"], room["role"]) for room in found["rooms"]] == [(quay.public_id, "owner")]


def test_a_list_of_rooms_goes_on_where_it_stopped(ada: Visitor, browser: Client) -> None:
    rooms = [open_room(ada, title=f"Room {number}", now=after(number)) for number in range(45)]

    first = browser.get("/api/chat/rooms").json()
    rest = browser.get("/api/chat/rooms", {"before": first["rooms"][-1]["id"]}).json()

    listed = [room["id"] for room in first["rooms"] + rest["rooms"]]
    assert listed == [room.public_id for room in reversed(rooms)]
    assert (first["more"], rest["more"]) == (True, False)


def test_a_room_says_what_one_is_there(room: Room, browser: Client) -> None:
    own = browser.get(f"/api/chat/rooms/{room.public_id}").json()
    theirs = Client().get(f"/api/chat/rooms/{room.public_id}").json()

    assert (own["role"], own["write"], own["me"]["read_seq"], own["open_reports"]) == ("owner", None, SAID, 0)
    assert (theirs["role"], theirs["write"], theirs["me"]) == (None, "NameNeeded", None)
    assert theirs["words"] is theirs["open_reports"] is None


def test_a_message_is_sent_once_over_http(room: Room, browser: Client) -> None:
    sent = {"client_message_id": "http-0001", "body": "Hello"}

    answers = [post(browser, f"/rooms/{room.public_id}/messages", sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    again = post(browser, f"/rooms/{room.public_id}/messages", {**sent, "body": "Other"})
    assert (again.status_code, again.json()["code"]) == (409, "ClientMessageIdReused")


@pytest.mark.parametrize(
    ("path", "sent", "field"),
    [
        ("/rooms", {"title": ""}, "title"),
        ("/rooms", {"title": "x" * 81}, "title"),
        ("/rooms", {"title": "ok", "kind": "direct"}, "kind"),
        ("/rooms", {"title": "ok", "owner": "me"}, "owner"),
        ("/direct", {"people": []}, "people"),
        ("/rooms/{room}/messages", {"client_message_id": "short", "body": "x"}, "client_message_id"),
        ("/rooms/{room}/messages", {"client_message_id": "http-0002", "body": "x" * 4001}, "body"),
        ("/rooms/{room}/messages", {"client_message_id": "http-0002", "author": "usr"}, "author"),
        ("/rooms/{room}/read", {"seq": -1}, "seq"),
        ("/rooms/{room}/people/usr_0000000000000000000000", {"action": "crown"}, "action"),
        ("/rooms/{room}/invitations", {"uses": 0}, "uses"),
    ],
)
def test_what_does_not_fit_is_refused_by_field(
    room: Room, browser: Client, path: str, sent: dict[str, object], field: str
) -> None:
    before = everything()

    answer = post(browser, path.format(room=room.public_id), sent)

    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert everything() == before


def test_people_are_found_by_name_and_moderators_see_who_was_banned(room: Room, browser: Client) -> None:
    ben, bo = member_called("Ben"), member_called("Bo")
    for who in (ben, bo):
        say(room, who, now=clock.now())
    post(browser, f"/rooms/{room.public_id}/people/{bo.public_id}", {"action": "ban", "reason": "Spam"})

    def names(asking: Client, search: str) -> list[tuple[str, str]]:
        answer = asking.get(f"/api/chat/rooms/{room.public_id}/people", {"search": search})
        return [(one["person"]["name"], one["state"]) for one in answer.json()["people"]]

    assert names(browser, "b") == [("Ben", "in"), ("Bo", "banned")]
    assert names(Client(), "b") == [("Ben", "in")]


def test_a_link_is_shown_once_and_leads_in(room: Room, browser: Client) -> None:
    ben = member_called("Ben")
    url = post(browser, f"/rooms/{room.public_id}/invitations", {}).json()["url"]
    code = url.rstrip("/").rsplit("/", 1)[-1]

    entered = post(browser_of(ben), f"/invitations/{code}", {})

    assert url.startswith("http://testserver/chat/join/")
    assert (entered.status_code, entered.json()["role"]) == (200, "member")
    assert Member.objects.get(room=room, person=ben.person_id or 0).state == "in"
