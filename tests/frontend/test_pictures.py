"""The share card and what the page tells machines: true at its position, drawn once, late where the page is."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from frontend.live.drawn import card as drawing
from project.base import clock
from realtime.scoreboards.models import Board
from tests.frontend.boards import command, open_board, open_live_board

pytestmark = pytest.mark.django_db


def test_card_is_a_picture_of_the_size_that_previews_want(client: Client) -> None:
    answer = client.get(f"/boards/{open_live_board().slug}/card.png")

    picture = Image.open(BytesIO(answer.content))
    assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert len(answer.content) < 60 * 1024


def test_card_wears_the_colours_of_the_teams(client: Client) -> None:
    content = client.get(f"/boards/{open_live_board().slug}/card.png").content

    picture = Image.open(BytesIO(content)).convert("RGB")
    assert [picture.getpixel((x, 150)) for x in (5, 1195)] == [(0x7A, 0x1F, 0x2B), (0xF2, 0xC2, 0x00)]


def test_card_is_drawn_once_for_a_position_and_known_by_its_etag(client: Client) -> None:
    board = open_live_board()
    drawing._drawn.cache_clear()

    first = client.get(f"/boards/{board.slug}/card.png")
    client.get(f"/boards/{board.slug}/card.png")
    known = client.get(f"/boards/{board.slug}/card.png", headers={"If-None-Match": first["ETag"]})
    command(board, "score", team="away", points=3)
    newer = client.get(f"/boards/{board.slug}/card.png", headers={"If-None-Match": first["ETag"]})

    assert (known.status_code, known.content) == (304, b"")
    assert (newer.status_code, newer["ETag"] != first["ETag"]) == (200, True)
    assert newer.content != first.content
    assert drawing._drawn.cache_info().misses == 2
    assert first["Cache-Control"] == "public, max-age=20"


def test_late_card_is_that_of_the_late_position(client: Client) -> None:
    board = open_board()
    command(board, "clock_start", now=clock.now() - timedelta(seconds=40))
    address = f"/boards/{board.slug}/card.png"
    before = client.get(address).content

    command(board, "score", team="home", points=3)

    assert client.get(address, {"delay": 20}).content == before
    assert client.get(address).content != before
    assert client.get(address, {"delay": 61}).status_code == 400


def test_card_of_a_coming_game_shows_no_score_but_its_time(client: Client) -> None:
    board = open_board()
    address = f"/boards/{board.slug}/card.png"
    without = client.get(address).content
    drawing._drawn.cache_clear()

    Board.objects.filter(slug=board.slug).update(starts_at=clock.now() + timedelta(days=1))

    assert client.get(address).content != without


@pytest.mark.parametrize("name", ["A" * 40, "Żółć", "Динамо", "中文", "\N{BASKETBALL AND HOOP}", "<b>&"])
def test_any_name_can_be_drawn(name: str, client: Client) -> None:
    board = open_live_board(home=name)

    assert client.get(f"/boards/{board.slug}/card.png").status_code == 200


def test_page_points_to_its_card_and_to_itself_without_a_delay(client: Client) -> None:
    board = open_live_board()

    page = client.get(f"/boards/{board.slug}/", {"delay": 10}).text

    at = f"http://testserver/boards/{board.slug}/"
    assert f'<link rel="canonical" href="{at}">' in page
    assert f'<meta property="og:url" content="{at}">' in page
    assert f'<meta property="og:image" content="{at}card.png?delay=10">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_page_tells_search_engines_of_a_sports_event(client: Client) -> None:
    board = open_live_board(home='</script><script>alert(1)</script> "&')

    page = client.get(f"/boards/{board.slug}/").text

    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert told["@type"] == "SportsEvent"
    assert told["homeTeam"]["name"] == '</script><script>alert(1)</script> "&'
    assert told["url"] == f"http://testserver/boards/{board.slug}/"
