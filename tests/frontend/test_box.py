"""The box score, corrected plays and the shot clock on the page, before any script has run."""

import re

import pytest
from django.test import Client

from frontend.live.box import leader, share
from tests.frontend.boards import Opened, command, open_live_board
from tests.frontend.rosters import open_rostered_board
from tests.frontend.weight import weight_of

pytestmark = pytest.mark.django_db
MOST_BYTES = 60 * 1024


@pytest.fixture
def board() -> Opened:
    board = open_rostered_board()
    command(board, "clock_start")
    command(board, "score", team="home", points=3, player="h0", assist="h1")
    command(board, "miss", team="home", points=2, player="h0")
    command(board, "score", team="away", points=2, player="a1")
    return board


def cell(page: str, player: str, key: str) -> str:
    row = page.split(f'data-player="{player}"')[1].split("</tr>", maxsplit=1)[0]
    found: list[str] = re.findall(rf'data-cell="{key}"[^>]*>([^<]*)<', row)
    return found[0]


def test_box_counts_for_players(board: Opened, client: Client) -> None:
    page = client.get(f"/boards/{board.slug}/").text

    assert [cell(page, "h0", key) for key in ("points", "field", "three", "two")] == [
        "3",
        "1–2 50%",
        "1–1 100%",
        "0–1 0%",
    ]
    assert cell(page, "h1", "assists") == "1"
    assert "captain, on court" in page


def test_box_is_as_late_as_the_page(board: Opened, client: Client) -> None:
    page = client.get(f"/boards/{board.slug}/", {"delay": 60}).text

    assert 'data-player="h0"' not in page


def test_page_of_forty_players_and_long_plays_weighs_at_most_60_kb(client: Client) -> None:
    board = open_rostered_board(players=20)
    for number in range(60):
        command(board, "note", text=f"What happened in the {number}th moment of this game")

    assert weight_of(client.get(f"/boards/{board.slug}/").text) < MOST_BYTES


def test_corrections_are_shown_for_what_they_are(board: Opened, client: Client) -> None:
    command(board, "strike", position=4, reason="After the whistle")
    command(board, "edit", position=6, command={"kind": "score", "team": "away", "points": 3}, reason="Behind the arc")
    command(board, "insert", after=3, command={"kind": "note", "text": "A word"}, reason="Forgotten")

    page = client.get(f"/boards/{board.slug}/").text

    rows = {key: row.split("</li>")[0] for key, row in re.findall(r'data-play="([^"]+)"(.*?</li>)', page, re.DOTALL)}
    assert "data-struck" in rows["4"]
    assert "data-edited" in rows["6"]
    assert "data-inserted" in rows["9+"]
    assert "After the whistle" in rows["7"]
    assert list(rows).index("9+") == list(rows).index("4") + 1


def test_pages_of_plays_go_back_by_key_even_past_an_inserted_line(board: Opened, client: Client) -> None:
    command(board, "insert", after=3, command={"kind": "note", "text": "A word"}, reason="Forgotten")

    part = client.get(f"/boards/{board.slug}/", {"before": "7+"}, headers={"HX-Request": "true"}).text

    assert re.findall(r'data-play="([^"]+)"', part) == ["3", "2", "1"]


def test_final_that_was_corrected_says_so(client: Client) -> None:
    board = open_live_board()
    command(board, "final", reason="forfeit")
    command(board, "correct", team="home", points=1, reason="Counted again")

    page = client.get(f"/boards/{board.slug}/").text

    assert 'data-shown="corrected_at">, corrected' in page
    assert "Final, corrected: Lions 3–0 Bears." in page


def test_shot_clock_is_hidden_until_it_is_used(client: Client) -> None:
    board = open_live_board()
    shot = re.compile(r"data-shot [^>]*>")
    before = client.get(f"/boards/{board.slug}/overlay/").text

    command(board, "shot_reset", to="full")

    assert " hidden" in shot.findall(before)[0]
    assert " hidden" not in shot.findall(client.get(f"/boards/{board.slug}/overlay/").text)[0]


@pytest.mark.parametrize(("shots", "text"), [([0, 0], "0–0"), ([1, 8], "1–8 13%"), ([2, 3], "2–3 67%")])
def test_shots_are_written_with_their_share(shots: list[int], text: str) -> None:
    assert share(shots) == text


def test_leader_of_equals_is_the_more_efficient_one() -> None:
    one = {"number": "4", "name": "Ada", "points": 9, "efficiency": 3}
    other = {"number": "5", "name": "Bea", "points": 9, "efficiency": 8}

    assert leader([one, other], "points") == {"number": "5", "name": "Bea", "value": 9}
    assert leader([{**one, "points": 0}], "points") is None
