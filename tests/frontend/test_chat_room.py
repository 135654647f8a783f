"""Claims about a room's page: readable and writable without a script, open to nobody who may not read."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from project.base import clock
from realtime.chat import actions
from realtime.chat.actions import Change
from realtime.chat.models import Message, Room
from tests.frontend.chats import Named, somebody
from tests.frontend.weight import weight_of
from tests.realtime.chat.room import do, open_room, put_in, say

pytestmark = pytest.mark.django_db
MOST_BYTES = 60 * 1024


def room_of(owner: Named, *, kind: str = "public", title: str = "Harbour") -> Room:
    """A room that was opened an hour ago."""
    return open_room(owner.visitor, kind=kind, title=title, now=clock.now() - timedelta(hours=1))


def page_of(reader: Client, room: Room, query: str = "") -> str:
    """The room's page as somebody sees it."""
    return reader.get(f"/chat/{room.public_id}/{query}").text


def bodies(page: str) -> list[str]:
    """What the messages on a page say, in order."""
    shown = page.split('<template id="chat-rows">', maxsplit=1)[0]
    return re.findall(r'data-part="body"><p>(.*?)</p>', shown)


def test_public_room_is_read_by_somebody_without_a_name_and_asks_for_one() -> None:
    ada = somebody("Ada")
    room = room_of(ada)
    for number in range(3):
        say(room, ada.visitor, f"Number {number}")

    page = page_of(Client(), room)

    assert bodies(page) == ["Number 0", "Number 1", "Number 2"]
    assert "Your name, to write here" in page
    assert "data-composer" not in page


def test_message_is_sent_by_a_plain_form_and_once_however_often_it_is_posted() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = room_of(ada)
    form = {"body": "First line\r\nsecond", "client_message_id": "kept-by-the-page"}

    answers = [ben.client.post(f"/chat/{room.public_id}/", form) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [f"/chat/{room.public_id}/"] * 2
    assert Message.objects.get(room=room, kind="text").body == "First line\nsecond"


def test_refused_message_stays_in_the_form_with_the_reason() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = room_of(ada)
    actions.change_room(visitor=ada.visitor, room=room.public_id, change=Change(state="locked"), now=clock.now())

    answer = ben.client.post(f"/chat/{room.public_id}/", {"body": "Let me in"})

    assert answer.status_code == 409
    assert ">Let me in</textarea>" in answer.text
    assert "This room is locked" in answer.text
    assert not Message.objects.filter(room=room, kind="text").exists()


@pytest.mark.parametrize("page", ["", "about/", "?at=1", "?thread=msg_none", "?before=1"])
def test_stranger_finds_no_private_room_at_any_of_its_addresses(page: str) -> None:
    ada, cyd = somebody("Ada"), somebody("Cyd")
    room = room_of(ada, kind="private", title="Secret plans")
    say(room, ada.visitor, "Nobody else may know")

    for reader in (cyd.client, Client()):
        answer = reader.get(f"/chat/{room.public_id}/{page}")
        assert answer.status_code == 404
        assert "Secret" not in answer.text
        assert "Nobody else" not in answer.text


def test_stranger_cannot_post_into_a_private_room_by_form() -> None:
    ada, cyd = somebody("Ada"), somebody("Cyd")
    room = room_of(ada, kind="private")

    answers = [cyd.client.post(f"/chat/{room.public_id}/{page}", {"body": "Hello"}) for page in ("", "about/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Message.objects.filter(room=room, kind="text").exists()


def test_banned_person_is_told_so_and_shown_nothing() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = room_of(ada)
    say(room, ada.visitor, "What was said")
    put_in(room, ben.visitor, now=clock.now())
    do(room, ben.visitor, "ban", now=clock.now())

    answer = ben.client.get(f"/chat/{room.public_id}/")

    assert answer.status_code == 403
    assert "This room is closed to you" in answer.text
    assert "What was said" not in answer.text


def test_unread_messages_begin_below_a_line_and_are_counted() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = room_of(ada)
    say(room, ben.visitor, "I have read this")
    for number in range(7):
        say(room, ada.visitor, f"Number {number}")

    page = page_of(ben.client, room)

    log = page[page.index("data-list") :]
    assert log.index("I have read this") < log.index('data-key="unread"') < log.index("Number 0")
    assert "7 unread messages" in page


def test_address_of_a_message_shows_what_is_around_it() -> None:
    ada = somebody("Ada")
    room = room_of(ada)
    for number in range(80):
        say(room, ada.visitor, f"Number {number}")
    middle = Message.objects.get(room=room, plain="Number 30")

    by_place = page_of(Client(), room, f"?at={middle.seq}")
    by_id = page_of(Client(), room, f"?message={middle.public_id}")

    assert bodies(by_place) == bodies(by_id) == [f"Number {number}" for number in range(18, 42)]
    assert f'href="/chat/{room.public_id}/?before=' in by_place
    assert f'href="/chat/{room.public_id}/?after=' in by_place


def test_thread_has_a_page_of_its_own_and_answers_stay_out_of_the_room() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = room_of(ada)
    root = say(room, ada.visitor, "A question")
    say(room, ada.visitor, "Something else")

    ben.client.post(f"/chat/{room.public_id}/", {"body": "An answer", "thread": root["id"]})

    assert bodies(page_of(Client(), room)) == ["A question", "Something else"]
    assert bodies(page_of(Client(), room, f"?thread={root['id']}")) == ["A question", "An answer"]


def test_own_messages_and_calls_by_name_are_marked() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = room_of(ada)
    say(room, ben.visitor, "I am here")
    say(room, ada.visitor, "Welcome @Ben")

    page = page_of(ben.client, room)

    assert len(re.findall(r"<li class=\"msg\"[^>]* data-mine", page)) == 1
    assert len(re.findall(r"<li class=\"msg\"[^>]* data-calls", page)) == 1


def test_what_people_write_is_never_markup_of_ours() -> None:
    ada = somebody("<b>Ada</b>")
    room = room_of(ada, title="<i>Harbour</i>")
    say(room, ada.visitor, "<script>alert(1)</script> </script><img src=x onerror=alert(1)>")

    page = page_of(ada.client, room)

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>Ada" not in page
    assert "<i>Harbour" not in page


def test_page_asks_as_many_questions_for_thirty_messages_as_for_three() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    rooms = [room_of(ada), room_of(ada)]
    for room, count in zip(rooms, (3, 30), strict=True):
        for number in range(count):
            message = say(room, (ada, ben)[number % 2].visitor, f"Number {number} for @Ada")
            actions.react(visitor=ada.visitor, message=message["id"], emoji="👍", now=clock.now())

    asked = []
    for room in rooms:
        with CaptureQueriesContext(connection) as queries:
            page_of(ben.client, room)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_room_and_inbox_weigh_at_most_60_kb() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = room_of(ada)
    for number in range(60):
        body = f"Moment {number}: **bold** and `code`, see https://example.org/{number} @Ada"
        message = say(room, (ada, ben)[number % 2].visitor, body)
        actions.react(visitor=ada.visitor, message=message["id"], emoji="👍", now=clock.now())
    for number in range(30):
        put_in(open_room(ada.visitor, title=f"Room number {number}", now=clock.now()), ben.visitor, now=clock.now())

    weights = {path: weight_of(ben.client.get(path).text) for path in ("/chat/", f"/chat/{room.public_id}/")}

    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}


def test_no_page_of_the_chat_holds_inline_script_or_style() -> None:
    ada = somebody("Ada")
    room = room_of(ada)
    say(room, ada.visitor, "Ahoy")
    paths = ["", "new/", "direct/", "search/?q=ahoy", f"{room.public_id}/", f"{room.public_id}/about/"]

    for path in paths:
        page = ada.client.get(f"/chat/{path}").text
        assert re.findall(r"<script(?![^>]*(\bsrc=|application/json))", page) == []
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
        assert len(re.findall(r"<h1[ >]", page)) == 1
        ids = re.findall(r'<(?:input|select|textarea)(?![^>]*type="(?:hidden|file)")[^>]*\bid="([^"]+)"', page)
        assert [one for one in ids if f'for="{one}"' not in page] == []
