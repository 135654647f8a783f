"""The pages of the scoreboards as anybody gets them, before any script has run."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from realtime.scoreboards.models import Board, GameEvent
from tests.frontend.boards import command, open_board, open_live_board, operator_of

pytestmark = pytest.mark.django_db


def test_board_list_without_boards_offers_the_next_step(client: Client) -> None:
    page = client.get("/boards/").text

    assert "No game yet" in page
    assert 'href="/boards/new/"' in page


def test_board_list_shows_live_coming_and_played_games(client: Client) -> None:
    open_live_board(home="Gulls")
    open_board(home="Herons")
    played = open_live_board(home="Owls")
    command(played, "final", reason="forfeit")

    page = client.get("/boards/").text

    live, coming, past = (page.index(name) for name in ("Gulls", "Herons", "Owls"))
    assert page.index("Live now") < live < page.index("To come") < coming
    assert coming < page.index("Played") < past


# The start page asks for products, their categories and, of a demo, its people, too.
@pytest.mark.parametrize(("address", "queries"), [("/", 8), ("/boards/", 4)])
def test_list_of_thirty_boards_makes_as_many_queries_as_of_three(
    address: str, queries: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (3, 27):
        for number in range(count):
            open_live_board(home=f"Team {number}")
        with django_assert_num_queries(queries):
            client.get(address)


def test_board_reads_without_javascript(client: Client) -> None:
    board = open_live_board()

    page = client.get(f"/boards/{board.slug}/").text

    assert '<span data-figure="home.score">2</span>' in page
    assert "Lions: 2 points" in page


def test_board_pages_back_through_its_plays(client: Client) -> None:
    board = open_board()
    for _ in range(70):
        command(board, "note", text="a note")

    newest = client.get(f"/boards/{board.slug}/").text
    older = client.get(f"/boards/{board.slug}/?before=11").text
    part = client.get(f"/boards/{board.slug}/?before=11", headers={"HX-Request": "true"}).text

    assert 'data-play="70"' in newest
    assert 'data-play="10"' not in newest
    assert "?before=11" in newest
    assert 'data-play="10"' in older
    assert 'data-play="1"' in older
    assert "<html" not in part
    assert 'data-play="10"' in part


@pytest.mark.parametrize("before", ["-1", "x", "9" * 30, "²"])
def test_board_takes_no_notice_of_a_position_that_is_none(before: str, client: Client) -> None:
    board = open_live_board()

    assert client.get(f"/boards/{board.slug}/", {"before": before}).status_code == 200


def test_hostile_team_names_are_shown_and_not_run(client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    board = open_live_board(home=hostile, away="{{ 7|add:7 }}")
    console = operator_of(board).get(f"/boards/{board.slug}/console/").text

    pages = [client.get(address).text for address in ("/", "/boards/", f"/boards/{board.slug}/")]

    for page in [*pages, console]:
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "{{ 7|add:7 }}" in page


def test_unknown_board_is_told_with_the_request_id(client: Client) -> None:
    answer = client.get("/boards/nothing/", headers={"X-Request-ID": "req_of_this_test"})

    assert answer.status_code == 404
    assert "req_of_this_test" in answer.text


def test_new_board_is_opened_with_its_token_in_the_answer_only(client: Client) -> None:
    said = {"home_name": "Gulls", "home_colour": "#112233", "away_name": "Owls"}
    said |= {"away_colour": "#ffffff", "profile": "fiba", "title": "Cup"}

    answer = client.post("/boards/new/", said)

    board = Board.objects.get()
    token = answer.text.split('id="token">')[1].split("<")[0]
    assert answer.status_code == 201
    assert token.startswith("brd_")
    assert "no-store" in answer["Cache-Control"]
    assert token not in client.get(f"/boards/{board.slug}/console/").text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"home_name": ""}, "This field is required."),
        ({"home_name": "a\x07b"}, "This cannot be shown on a board."),
        ({"away_colour": "red;}"}, "This cannot be shown on a board."),
        ({"profile": "quidditch"}, "Select a valid choice"),
    ],
)
def test_new_board_keeps_what_was_typed_and_names_what_is_wrong(
    wrong: dict[str, str], told: str, client: Client
) -> None:
    said = {"home_name": "Gulls", "home_colour": "#112233", "away_name": "Owls"}
    said |= {"away_colour": "#ffffff", "profile": "fiba", "title": "A cup"}

    answer = client.post("/boards/new/", said | wrong)

    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="A cup"' in answer.text
    assert not Board.objects.exists()


def test_stranger_gets_no_console_and_changes_nothing() -> None:
    board, cyd = open_live_board(), Client()
    before = GameEvent.objects.count()

    console = cyd.get(f"/boards/{board.slug}/console/")
    refused = cyd.post(f"/boards/{board.slug}/operate/", {"token": f"{board.token}x"})
    commanded = cyd.post(
        f"/api/boards/{board.slug}/commands",
        {"command_id": "cyd-was-here", "command": {"kind": "score", "team": "home", "points": 3}},
        content_type="application/json",
    )

    assert (console.status_code, refused.status_code, commanded.status_code) == (403, 422, 403)
    assert "data-command" not in console.text
    assert "operates" not in cyd.session
    assert GameEvent.objects.count() == before


def test_token_of_another_board_opens_nothing() -> None:
    board, other = open_board(), open_board()

    answer = Client().post(f"/boards/{board.slug}/operate/", {"token": other.token})

    assert answer.status_code == 422


def test_operator_form_needs_a_csrf_token() -> None:
    board, forged = open_board(), Client(enforce_csrf_checks=True)

    answer = forged.post(f"/boards/{board.slug}/operate/", {"token": board.token})

    assert answer.status_code == 403
    assert "operates" not in forged.session


def test_operator_is_remembered_after_showing_the_token() -> None:
    board = open_live_board()

    page = operator_of(board).get(f"/boards/{board.slug}/console/")

    assert page.status_code == 200
    assert "Start the clock" in page.text


def test_console_offers_only_the_points_that_the_rules_know() -> None:
    board = open_board(profile="3x3")

    page = operator_of(board).get(f"/boards/{board.slug}/console/").text

    # Made and missed, for either team.
    assert page.count('"points":2}') == 4
    assert '"points":3}' not in page
