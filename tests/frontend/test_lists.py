"""Finding games, turning pages, and a board to try: all of it without a script."""

import pytest
from django.test import Client

from frontend.live import lists
from realtime.scoreboards.models import Board
from tests.frontend.boards import open_board, open_live_board

pytestmark = pytest.mark.django_db


def test_search_forgives_a_slip_and_keeps_what_was_typed(client: Client) -> None:
    open_board(home="Harbour Herons", away="Foxes")
    open_board(home="Owls", away="Mules")

    page = client.get("/boards/", {"q": "harbor herrons"}).text

    assert "Harbour Herons" in page
    assert "Owls" not in page
    assert 'value="harbor herrons"' in page


def test_search_that_finds_nothing_says_what_to_do(client: Client) -> None:
    open_board(home="Owls")

    page = client.get("/boards/", {"q": '<zzqq>"'}, headers={"HX-Request": "true"}).text

    assert "No game is called “&lt;zzqq&gt;&quot;”" in page
    assert "<html" not in page


def test_long_list_is_read_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "SHOWN", 2)
    for number in range(5):
        open_live_board(home=f"Team {number}")

    first = client.get("/boards/").text
    last = client.get("/boards/", {"list": "live", "page": "3"}).text

    assert "See all 5" in first
    assert first.count("data-card=") == 2
    assert last.count("data-card=") == 1
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "²"])
def test_page_that_is_none_is_no_error(page: str, client: Client) -> None:
    assert client.get("/boards/", {"list": "past", "page": page}).status_code == 200


def test_board_to_try_is_one_press_away_and_says_when_it_goes(client: Client) -> None:
    answer = client.post("/boards/try/", {"home": "Gulls", "away": ""})

    board = Board.objects.get()
    page = client.get(f"/boards/{board.slug}/").text
    assert answer["Location"] == f"/boards/{board.slug}/console/"
    assert client.get(answer["Location"]).status_code == 200
    assert "it goes with all of its plays on" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Gulls" not in client.get("/boards/").text


def test_name_that_no_board_can_show_is_refused_and_nothing_is_opened(client: Client) -> None:
    answer = client.post("/boards/try/", {"home": "a\x07b"})

    assert answer.status_code == 422
    assert not Board.objects.exists()
