"""Claims about the pages around rooms: inbox, people, invitations, moderation, search, and the room beside a game."""

from datetime import timedelta

import pytest
from django.test import Client

from project.base import clock
from realtime.chat import actions
from realtime.chat.models import Member, Message, Report, Room
from tests.frontend.boards import open_live_board, operator_of
from tests.frontend.chats import somebody
from tests.realtime.chat.room import open_room, put_in, say

pytestmark = pytest.mark.django_db


def test_inbox_shows_ones_rooms_with_what_is_unread_and_public_ones_to_everybody() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = open_room(ada.visitor, title="Harbour", now=clock.now())
    secret = open_room(ada.visitor, kind="private", title="Secret", now=clock.now())
    put_in(room, ben.visitor, now=clock.now())
    say(room, ada.visitor, "Come and see @Ben")

    pages = [reader.get("/chat/").text for reader in (ben.client, Client())]

    assert "Ada: Come and see @Ben" in pages[0]
    assert '<span data-part="count">1</span>' in pages[0]
    assert all("Harbour" in page for page in pages)
    assert not any(secret.title in page for page in pages)


def test_public_rooms_are_found_by_their_name() -> None:
    ada = somebody("Ada")
    for title in ("Harbour", "Lighthouse"):
        open_room(ada.visitor, title=title, now=clock.now())

    page = Client().get("/chat/?search=light").text

    assert "Lighthouse" in page
    assert "Harbour" not in page
    assert "No public room is called" in Client().get("/chat/?search=nowhere").text


def test_room_is_opened_by_form_and_by_nobody_without_a_name() -> None:
    ada, form = somebody("Ada"), {"title": "Harbour", "about": "Boats", "kind": "private"}

    answers = [reader.post("/chat/new/", form) for reader in (ada.client, Client())]

    room = Room.objects.get()
    assert answers[0].headers["Location"] == f"/chat/{room.public_id}/"
    assert answers[1].status_code == 422
    assert (room.title, room.kind) == ("Harbour", "private")


def test_direct_room_is_one_for_one_set_of_people_who_have_met() -> None:
    ada, ben, cyd = somebody("Ada"), somebody("Ben"), somebody("Cyd")
    put_in(open_room(ada.visitor, now=clock.now()), ben.visitor, now=clock.now())

    offered = ada.client.get("/chat/direct/").text
    answers = [ada.client.post("/chat/direct/", {"people": [ben.id]}) for _ in range(2)]

    assert ben.id in offered
    assert cyd.id not in offered
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Room.objects.filter(kind="direct").count() == 1


def test_direct_message_to_nobody_is_refused_in_the_form() -> None:
    answer = somebody("Ada").client.post("/chat/direct/", {})

    assert answer.status_code == 422
    assert not Room.objects.filter(kind="direct").exists()


def test_invitation_is_looked_at_without_entering_and_accepted_by_form() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = open_room(ada.visitor, kind="private", title="Secret", now=clock.now())
    code = actions.create_invitation(visitor=ada.visitor, room=room.public_id, now=clock.now())

    looked = ben.client.get(f"/chat/join/{code}/").text
    before = ben.client.get(f"/chat/{room.public_id}/").status_code
    answer = ben.client.post(f"/chat/join/{code}/")

    assert "Enter as Ben" in looked
    assert before == 404
    assert answer.headers["Location"] == f"/chat/{room.public_id}/"
    assert ben.client.get(f"/chat/{room.public_id}/").status_code == 200


def test_bad_invitation_leads_nowhere() -> None:
    assert somebody("Cyd").client.get("/chat/join/not-a-code/").status_code == 404


def test_tools_of_moderators_are_shown_to_them_alone_and_refused_to_others() -> None:
    ada, ben, cyd = somebody("Ada"), somebody("Ben"), somebody("Cyd")
    room = open_room(ada.visitor, now=clock.now())
    put_in(room, ben.visitor, cyd.visitor, now=clock.now())
    about = f"/chat/{room.public_id}/about/"
    deeds = [
        {"does": "person", "person": cyd.id, "action": "ban"},
        {"does": "state", "state": "locked"},
        {"does": "change", "title": "Taken over", "slow_seconds": "0", "words": ""},
        {"does": "invite"},
    ]

    answers = [ben.client.post(about, deed).status_code for deed in deeds]

    assert "Words that are not allowed" in ada.client.get(about).text
    assert "Words that are not allowed" not in ben.client.get(about).text
    assert set(answers) == {422}
    room.refresh_from_db()
    assert (room.state, room.title) == ("open", "Harbour")
    assert Member.objects.get(room=room, person=cyd.visitor.person_id).state == "in"


def test_owner_sets_pace_and_words_bans_and_locks() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = open_room(ada.visitor, now=clock.now())
    put_in(room, ben.visitor, now=clock.now())
    about = f"/chat/{room.public_id}/about/"
    change = {"does": "change", "title": "Pier", "about": "", "slow_seconds": "30", "words": "rude\nrude\n worse "}

    for deed in (change, {"does": "person", "person": ben.id, "action": "ban"}, {"does": "state", "state": "locked"}):
        assert ada.client.post(about, deed).status_code == 302

    room.refresh_from_db()
    assert (room.title, room.slow_seconds, room.words, room.state) == ("Pier", 30, ["rude", "worse"], "locked")
    assert Member.objects.get(room=room, person=ben.visitor.person_id).state == "banned"


def test_report_waits_for_a_moderator_who_decides_it_on_the_page() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = open_room(ada.visitor, now=clock.now())
    message = say(room, ben.visitor, "Something foul")
    report = actions.report_message(visitor=ada.visitor, message=message["id"], reason="Foul", now=clock.now())
    about = f"/chat/{room.public_id}/about/"

    shown = ada.client.get(about).text
    ada.client.post(about, {"does": "report", "report": str(report.pk), "action": "delete"})

    assert "Something foul" in shown
    assert Report.objects.get().state == "deleted"
    assert Message.objects.get(public_id=message["id"]).deleted == "moderator"


def test_search_shows_snippets_of_what_one_may_read_and_leads_to_the_message() -> None:
    ada, ben = somebody("Ada"), somebody("Ben")
    room = open_room(ada.visitor, now=clock.now())
    secret = open_room(ada.visitor, kind="private", title="Secret", now=clock.now())
    message = say(room, ada.visitor, "The ferry leaves at nine", now=clock.now())
    say(secret, ada.visitor, "The ferry is a lie", now=clock.now())

    page = ben.client.get("/chat/search/?q=ferry").text

    assert "<mark>ferry</mark> leaves at nine" in page
    assert f"/chat/{room.public_id}/?at={message['seq']}" in page
    assert "lie" not in page


def test_search_by_a_name_that_two_people_share_asks_which() -> None:
    ada, first, second = somebody("Ada"), somebody("Kim"), somebody("Kim")
    room = open_room(ada.visitor, now=clock.now())
    for kim, words in ((first, "ferry one"), (second, "ferry two")):
        say(room, kim.visitor, words, now=clock.now())

    asked = ada.client.get("/chat/search/?q=ferry&from=kim").text
    answered = ada.client.get(f"/chat/search/?q=ferry&from={first.id}").text

    assert "Whom do you mean?" in asked
    assert "one" in answered
    assert "<mark>ferry</mark> two" not in answered


def test_room_beside_a_board_is_one_and_its_scorer_looks_after_it() -> None:
    board, ben = open_live_board(), somebody("Ben")
    scorer = operator_of(board)
    address = f"/chat/beside/board/{board.slug}/"

    pages = [reader.get(address).text for reader in (Client(), ben.client, scorer)]

    room = Room.objects.get(kind="attached")
    assert all(f'data-chat="{room.public_id}"' in page for page in pages)
    assert ['data-role="moderator"' in page for page in pages] == [False, False, True]


def test_room_beside_a_board_tells_nothing_before_its_time() -> None:
    board, ben = open_live_board(), somebody("Ben")
    address = f"/chat/beside/board/{board.slug}/"
    ben.client.get(address)
    room = Room.objects.get(kind="attached")
    say(room, ben.visitor, "An old word", now=clock.now() - timedelta(seconds=40))
    say(room, ben.visitor, "They have scored!", now=clock.now() - timedelta(seconds=5))

    late, now = (Client().get(f"{address}?delay={delay}").text for delay in (20, 0))

    assert "They have scored!" in now
    assert "An old word" in late
    assert "They have scored!" not in late


def test_room_beside_no_board_is_not_there() -> None:
    assert Client().get("/chat/beside/board/nowhere/").status_code == 404


def test_palette_names_its_emoji() -> None:
    page = Client().get("/chat/emoji/").text

    assert 'title="thumbs up"' in page
