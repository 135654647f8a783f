"""Boards are found by names and title, whatever the accents and with a letter or two gone astray."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realtime.scoreboards.actions import create_board
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.models import Board, BoardWords
from realtime.scoreboards.search import LONGEST_SEARCH, boards_by_status
from tests.realtime.scoreboards.table import NOON, after, command, score

pytestmark = pytest.mark.django_db


def opened(slug: str, home: str, away: str, title: str = "", *, at: int = 0) -> Board:
    looks = TeamLook(name=home), TeamLook(name=away)
    return create_board(slug=slug, home=looks[0], away=looks[1], title=title, now=after(at))[0]


def found(search: str) -> set[str]:
    return {board.slug for page in boards_by_status(search=search).values() for board in page.boards}


@pytest.fixture
def boards() -> None:
    opened("cup", "Harbour Herons", "Foundry Foxes", "Spring cup, semi-final")
    opened("sul", "São Paulo", "Łódź Kosze", "Friendly")
    opened("owls", "Northgate Owls", "Millbrook Mules", "100% youth_league")


@pytest.mark.parametrize(
    ("search", "slugs"),
    [
        ("herons", {"cup"}),
        ("HERONS", {"cup"}),
        ("heron", {"cup"}),
        ("herns", {"cup"}),
        ("hreons", {"cup"}),
        ("foundy", {"cup"}),
        ("fuondry foxs", {"cup"}),
        ("foxes herons", {"cup"}),
        ("semi-final", {"cup"}),
        ("semifinal", {"cup"}),
        ("sao paulo", {"sul"}),
        ("São", {"sul"}),
        ("lodz", {"sul"}),
        ("ŁÓDŹ", {"sul"}),
        ("Millbrok", {"owls"}),
        ("northgate herons", set()),
        ("zebras", set()),
        ("100%", {"owls"}),
        ("youth_league", {"owls"}),
        ("%", {"owls"}),
        ("_", {"owls"}),
        ("", {"cup", "sul", "owls"}),
        ("   ", {"cup", "sul", "owls"}),
        ("\x00", {"cup", "sul", "owls"}),
        ("'; DROP TABLE scoreboards_board; --", set()),
        ("\\", set()),
    ],
)
@pytest.mark.usefixtures("boards")
def test_a_search_finds_what_is_meant(search: str, slugs: set[str]) -> None:
    assert found(search) == slugs


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(search=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@pytest.mark.usefixtures("boards")
def test_no_text_breaks_a_search(search: str) -> None:
    assert found(search) <= {"cup", "sul", "owls"}


def test_a_board_is_found_by_the_names_it_has_now() -> None:
    board = opened("derby", "Herons", "Foxes")
    command(board, {"kind": "teams", "home": {"name": "Penguins", "short": "PEN"}})
    renamed = found("penguins"), found("herons")
    command(board, {"kind": "undo"})

    assert renamed == ({"derby"}, set())
    assert (found("penguins"), found("herons")) == (set(), {"derby"})


def test_a_play_does_not_write_what_a_board_is_found_by() -> None:
    board = opened("derby", "Herons", "Foxes")
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text || ctid::text FROM scoreboards_boardwords")
        before = cursor.fetchone()
        command(board, score())
        cursor.execute("SELECT xmin::text || ctid::text FROM scoreboards_boardwords")
        assert cursor.fetchone() == before
    assert BoardWords.objects.get().words == "herons her foxes fox"


def test_lists_are_read_page_by_page() -> None:
    for number in range(7):
        command(opened(f"game-{number}", "Herons", "Foxes", at=number), score(), now=after(number))

    pages = [boards_by_status(search="herons", status="live", page=page, limit=3)["live"] for page in (1, 2, 3, 4)]

    assert [[board.slug for board in page.boards] for page in pages] == [
        ["game-6", "game-5", "game-4"],
        ["game-3", "game-2", "game-1"],
        ["game-0"],
        [],
    ]
    assert [(page.total, page.has_more) for page in pages] == [(7, True), (7, True), (7, False), (7, False)]


def test_one_list_is_read_and_the_others_only_counted() -> None:
    command(opened("live", "Herons", "Foxes"), score())
    opened("coming", "Herons", "Foxes")

    pages = boards_by_status(status="coming")

    assert {name: (len(page.boards), page.total) for name, page in pages.items()} == {
        "live": (0, 1),
        "coming": (1, 1),
        "past": (0, 0),
    }


@pytest.mark.parametrize("games", [3, 30])
def test_a_search_takes_as_many_queries_for_many_boards_as_for_few(games: int, client: Client) -> None:
    for _number in range(games):
        create_board(home=TeamLook(name="Herons"), away=TeamLook(name="Foxes"), now=NOON)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/api/boards?search=herns&limit=50").json()

    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert (len(asked), len(answer["coming"])) == (5, games)


def test_the_index_of_trigrams_serves_a_search() -> None:
    opened("derby", "Herons", "Foxes")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM scoreboards_boardwords WHERE words LIKE '%herons%' OR words %> 'herons'")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "boards_by_words" in plan


@pytest.mark.parametrize(
    "query", [f"search={'x' * (LONGEST_SEARCH + 1)}", "page=0", "page=x", "limit=0", "limit=51", "status=paused"]
)
def test_a_page_that_cannot_be_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/api/boards?{query}").status_code == 422
