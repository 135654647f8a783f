"""Claims about search: what it finds, in which order, and that it never finds what may not be read."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.chat.access import may_read, readable_by
from realtime.chat.models import Message, Room
from realtime.chat.search import PAGE, Wanted, search_messages
from tests.realtime.chat.rows import NOON, a_message, a_person, a_room, as_visitor, belongs

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
WORDS = ("goal", "gold", "time", "tide", "café")
SAYINGS = (
    *("What a Rebound!", "l’Élève est là", "what else", "dunk🏀 tonight", "bold **hid**den"),
    *("“ПРИВЕТ” <script>", "<script> see https://rialto.example/x"),
)
QUERIES = (*WORDS, "go", "ti", "goal time", "goal or tide", "gold -time", '"gold time"', "cafe", "-goal", "")


@pytest.fixture
def ada() -> User:
    return a_person("Ada")


@pytest.fixture
def ben() -> User:
    return a_person("Ben")


def found(visitor: Visitor, words: str, **more: Any) -> list[str]:
    """The words of all messages found, page by page."""
    said: list[str] = []
    page = ""
    while True:
        answer = search_messages(visitor, Wanted(words=words, page=page, **more), now=LATER)
        said += [one["message"]["plain"] for one in answer["found"]]
        if answer["more"] is None:
            return said
        page = answer["more"]


def found_by(person: User, words: str, **more: Any) -> list[str]:
    return found(as_visitor(person), words, **more)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("rebound", "What a Rebound!"),
        ("reb", "What a Rebound!"),
        ("ELEVE", "l’Élève est là"),
        ("привет", "“ПРИВЕТ” <script>"),
        ("rialto.example", "<script> see https://rialto.example/x"),
        ("“see https”", "<script> see https://rialto.example/x"),
        ("élèves or rebound", "What a Rebound!"),
        ('"what a"', "What a Rebound!"),
        ("what -rebound", "what else"),
        ("🏀", "dunk🏀 tonight"),
        ("hidden", "bold **hid**den"),
    ],
)
def test_words_are_found_by_websearch_rules(ada: User, words: str, said: str) -> None:
    room = a_room(ada)
    for body in SAYINGS:
        a_message(room, ada, body)

    assert found_by(ada, words) == [said.replace("*", "")]


@pytest.mark.parametrize(
    "words", ["", "  ", "!!", "-rebound", '"', "\x00", "'); DROP TABLE chat_message; --", "a:*&!|(", "\\"]
)
def test_odd_queries_find_nothing_and_break_nothing(ada: User, words: str) -> None:
    a_message(a_room(ada), ada, "rebound")

    assert found_by(ada, words) == []


def test_last_word_is_whole_when_it_was_ended(ada: User) -> None:
    a_message(a_room(ada), ada, "rebounds")

    assert found_by(ada, '"rebound"') == []
    assert found_by(ada, "rebound.") == []


def test_snippet_marks_words_and_is_safe(ada: User) -> None:
    a_message(a_room(ada), ada, '1 < 2 & </mark>Café "<b" ' + "filler " * 60)

    snippet = search_messages(as_visitor(ada), Wanted(words="caf"), now=LATER)["found"][0]["snippet"]

    assert "<mark>Café</mark>" in snippet
    assert snippet.replace("<mark>", "").replace("</mark>", "").count("<") == 0
    assert "&quot;&lt;b&quot;" in snippet
    assert len(snippet) < 400


def test_newer_comes_first_among_equals_and_better_among_contemporaries(ada: User) -> None:
    room = a_room(ada)
    for minutes, body in ((-80_000, "goal old"), (0, "goal new"), (1, "goal goal")):
        a_message(room, ada, body, minutes=minutes)

    assert found_by(ada, "goal") == ["goal goal", "goal new", "goal old"]


def test_pages_follow_each_other_without_gap_or_repeat(ada: User) -> None:
    room = a_room(ada)
    said = {a_message(room, ada, f"goal {number}", minutes=-(number % 7)).plain for number in range(PAGE * 2 + 5)}

    shown = found_by(ada, "goal")

    assert set(shown) == said
    assert len(shown) == len(said)


def test_room_person_and_moment_narrow_it(ada: User, ben: User) -> None:
    here, there = a_room(ada, ben), a_room(ada, ben)
    a_message(here, ada, "goal one", minutes=-30)
    a_message(here, ben, "goal two", minutes=-20)
    a_message(there, ben, "goal three", minutes=-10)

    wanted = Wanted(words="goal", before=NOON - timedelta(minutes=20))

    assert set(found_by(ada, "goal", room=here.public_id)) == {"goal one", "goal two"}
    assert set(found_by(ada, "goal", sent_by=ben.public_id)) == {"goal two", "goal three"}
    assert len(search_messages(as_visitor(ada), wanted, now=LATER)["found"]) == 1
    assert found_by(ada, "goal", room="room_unknown") == []


def test_direct_room_is_known_by_its_people(ada: User, ben: User) -> None:
    a_message(a_room(ada, ben, kind="direct", title=""), ada, "goal")

    room = search_messages(as_visitor(ben), Wanted(words="goal"), now=LATER)["found"][0]["room"]

    assert [person["name"] for person in room["people"]] == ["Ada", "Ben"]


def test_queries_do_not_grow_with_what_is_found(ada: User, django_assert_max_num_queries: object) -> None:
    for _ in range(PAGE):
        a_message(a_room(ada), ada, "goal")

    with django_assert_max_num_queries(9):  # type: ignore[operator]
        assert len(search_messages(as_visitor(ada), Wanted(words="goal"), now=LATER)["found"]) == PAGE


type Drawn = tuple[str, list[str | None], list[tuple[list[str], str]]]
KINDS = st.sampled_from(["public", "private", "direct"])
STATES = st.sampled_from(["in", "left", "removed", "banned", None])
SAID = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.sampled_from(["", "", "author", "moderator"])
)
ROOMS = st.lists(st.tuples(KINDS, st.lists(STATES, min_size=3, max_size=3), st.lists(SAID, max_size=4)), max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rooms=ROOMS, query=st.sampled_from(QUERIES))
def test_search_never_finds_what_may_not_be_read(rooms: list[Drawn], query: str) -> None:
    with transaction.atomic():
        people = [a_person(name) for name in ("Ada", "Ben", "Cyd")]
        fill(rooms, people)

        for visitor in [*map(as_visitor, people), Visitor()]:
            shown = search_messages(visitor, Wanted(words=query), now=LATER)["found"]
            ids = [one["message"]["id"] for one in shown]
            rows = Message.objects.select_related("room").filter(public_id__in=ids)
            assert len(rows) == len(shown)
            assert all(may_read(visitor, row.room) and not row.deleted for row in rows)
            if query in WORDS:
                readable = Message.objects.filter(room__in=readable_by(visitor), deleted="", plain__contains=query)
                assert {row.pk for row in rows} == set(readable.values_list("pk", flat=True))
        transaction.set_rollback(True)


def fill(rooms: list[Drawn], people: list[User]) -> None:
    author = a_person("Author")
    for kind, states, messages in rooms:
        room = a_room(author, kind=kind) if kind != "direct" else direct(author)
        for person, state in zip(people, states, strict=True):
            if state is not None:
                belongs(room, person, state)
        for said, deleted in messages:
            a_message(room, author, " ".join(said), deleted=deleted)


def direct(author: User) -> Room:
    """A direct room of nobody else yet: each has a set of its own."""
    return a_room(author, a_person(f"Other{Room.objects.count()}"), kind="direct")


@pytest.mark.parametrize("state", ["left", "removed", "banned"])
def test_former_member_finds_nothing_any_more(ada: User, ben: User, state: str) -> None:
    room = a_room(ada, ben, kind="private")
    a_message(room, ada, "goal")
    before = found_by(ben, "goal")

    belongs(room, ben, state)

    assert (before, found_by(ben, "goal"), found_by(ben, "goal", room=room.public_id)) == (["goal"], [], [])


def test_page_of_somebody_else_shows_nothing_of_theirs(ada: User, ben: User) -> None:
    room = a_room(ada, kind="private")
    for number in range(PAGE + 1):
        a_message(room, ada, f"goal {number}")
    more = search_messages(as_visitor(ada), Wanted(words="goal"), now=LATER)["more"]

    assert search_messages(as_visitor(ben), Wanted(words="goal", page=more), now=LATER)["found"] == []


def test_api_answers_with_messages_rooms_and_snippets(ada: User, client: Client) -> None:
    room = a_room(ada, kind="private")
    message = a_message(room, ada, "What a goal")
    query = {"q": "goa", "room": room.public_id, "from": ada.public_id}
    nobody = client.get("/api/chat/search", query)
    client.force_login(ada)

    answer = client.get("/api/chat/search", query)

    assert nobody.json() == {"found": [], "more": None, "next": None}
    assert answer.status_code == 200
    one = answer.json()["found"][0]
    assert (one["message"]["id"], one["room"]["id"]) == (message.public_id, room.public_id)
    assert one["snippet"] == "What a <mark>goal</mark>"
    assert client.get("/api/chat/search", {"q": "x", "page": "nonsense"}).status_code == 200
    assert client.get("/api/chat/search", {"q": "x" * 300}).status_code == 422
