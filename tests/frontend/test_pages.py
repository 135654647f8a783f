"""Claims about every page: its weight, its words for machines, and what its policy lets run."""

import re

import pytest
from django.test import Client

from tests.frontend.boards import command, open_live_board, operator_of
from tests.frontend.weight import weight_of

pytestmark = pytest.mark.django_db
MOST_BYTES = 60 * 1024


@pytest.fixture
def pages() -> dict[str, str]:
    """Every page, as full as it gets."""
    for number in range(100):
        board = open_live_board(home=f"Team {number}", away=f"Opponent {number}")
    for number in range(60):
        command(board, "note", text=f"What happened in the {number}th moment of this game")
    operator = operator_of(board)
    addresses = ["/", "/boards/", "/boards/new/", "/name/", "/nowhere/"]
    addresses += [f"/boards/{board.slug}/{page}" for page in ("", "console/", "operate/")]
    return {address: operator.get(address).text for address in addresses}


def test_every_page_weighs_at_most_60_kb(pages: dict[str, str]) -> None:
    weights = {address: weight_of(page) for address, page in pages.items()}

    assert {address: size for address, size in weights.items() if size > MOST_BYTES} == {}


def test_no_page_holds_inline_script_or_style(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert re.findall(r"<script(?![^>]*(?:\bsrc=|application/ld.json))", page) == []
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == []


def test_every_page_has_landmarks_and_one_heading(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        assert len(re.findall(r"<h1[ >]", page)) == 1, address
        for landmark in ('<main id="main"', '<header class="top"', "<footer", "<nav", 'href="#main"'):
            assert landmark in page, address


def test_every_field_has_a_label(pages: dict[str, str]) -> None:
    for page in pages.values():
        ids = re.findall(r'<(?:input|select)(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', page)
        assert [one for one in ids if f'for="{one}"' not in page] == []


def test_board_describes_itself_to_link_previews(client: Client) -> None:
    board = open_live_board()

    page = client.get(f"/boards/{board.slug}/").text

    assert '<meta property="og:title" content="Lions – Bears">' in page
    assert 'content="Lions 2–0 Bears, Q1, live on Rialto."' in page


def test_robots_may_look_at_boards_and_not_at_consoles(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /boards/*/console/" in answer.text
