"""The overlay, the embedded card, and pages that are late: framed by anybody, ahead of nobody."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from project.base import clock
from tests.frontend.boards import Opened, command, open_board, open_live_board
from tests.frontend.weight import weight_of

pytestmark = pytest.mark.django_db
FRAMES = ["overlay/", "embed/"]
PAGES = ["", "hall/", *FRAMES]


def ancestors(policy: str) -> str:
    return next(part.strip() for part in policy.split(";") if "frame-ancestors" in part)


@pytest.mark.parametrize("page", FRAMES)
def test_frames_may_be_framed_by_anybody_and_nothing_else_is_loosened(page: str, client: Client) -> None:
    board = open_live_board()

    framed, other = client.get(f"/boards/{board.slug}/{page}"), client.get(f"/boards/{board.slug}/")

    policy = framed["Content-Security-Policy"]
    assert ancestors(policy) == "frame-ancestors *"
    assert "X-Frame-Options" not in framed
    own = other["Content-Security-Policy"]
    assert ancestors(own) == "frame-ancestors 'none'"
    assert other["X-Frame-Options"] == "DENY"
    nonces = re.compile(r" 'nonce-[^']+'")
    assert nonces.sub("", policy).replace("frame-ancestors *", "frame-ancestors 'none'") == nonces.sub("", own)


@pytest.mark.parametrize("address", ["/", "/boards/", "/boards/new/", "/name/", "console/", "operate/"])
def test_all_other_pages_may_not_be_framed(address: str, client: Client) -> None:
    board = open_live_board()

    answer = client.get(address if address.startswith("/") else f"/boards/{board.slug}/{address}")

    assert ancestors(answer["Content-Security-Policy"]) == "frame-ancestors 'none'"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", FRAMES)
def test_frames_hold_the_figures_without_the_pages_chrome(
    page: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    board = open_live_board()

    with django_assert_num_queries(1):
        text = client.get(f"/boards/{board.slug}/{page}").text

    assert '<span data-figure="home.score">2</span>' in text
    assert not re.search("<nav|<header|<dialog|<form|<script(?![^>]*src=)|<style|style=", text)
    assert weight_of(text) < 30 * 1024


@pytest.mark.parametrize(("page", "most"), [("", 5), ("hall/", 4), ("overlay/", 3), ("embed/", 3)])
def test_late_pages_make_few_queries(
    page: str, most: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    board = late_board()

    with django_assert_num_queries(most):
        client.get(f"/boards/{board.slug}/{page}?delay=20")


@pytest.mark.parametrize("page", PAGES)
def test_hostile_names_are_shown_and_not_run(page: str, client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    board = open_live_board(home=hostile)

    text = client.get(f"/boards/{board.slug}/{page}").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_frame_to_copy_escapes_names_for_the_page_it_is_pasted_into(client: Client) -> None:
    board = open_live_board(home='"><script>alert(1)</script>')

    text = client.get(f"/boards/{board.slug}/").text

    assert f"&lt;iframe src=&quot;http://testserver/boards/{board.slug}/embed/&quot;" in text
    assert "title=&quot;&amp;quot;&amp;gt;&amp;lt;script&amp;gt;alert(1)" in text


@pytest.mark.parametrize("page", FRAMES)
def test_frame_of_an_unknown_board_is_not_found(page: str, client: Client) -> None:
    assert client.get(f"/boards/nothing/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("delay", ["61", "-1", "x", "1.5", "²", "", "9" * 30])
def test_wrong_delay_is_refused_and_tells_nothing(page: str, delay: str, client: Client) -> None:
    board = open_live_board(home="Secret Gulls")

    answer = client.get(f"/boards/{board.slug}/{page}", {"delay": delay})

    assert answer.status_code == 400
    assert "Secret Gulls" not in answer.text


@pytest.mark.parametrize(
    ("asked", "place"),
    [("", "bottom-left"), ("top-right", "top-right"), ("bottom", "bottom"), ('"><b>', "bottom-left")],
)
def test_overlay_stands_where_the_address_says(asked: str, place: str, client: Client) -> None:
    board = open_live_board()

    assert f'data-place="{place}"' in client.get(f"/boards/{board.slug}/overlay/", {"place": asked}).text


@pytest.mark.parametrize(
    ("asked", "said"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("x", "")]
)
def test_embed_follows_the_theme_of_its_address(asked: str, said: str, client: Client) -> None:
    text = client.get(f"/boards/{open_live_board().slug}/embed/", {"theme": asked}).text

    assert re.findall(r' data-theme="\w+"', text) == ([said] if said else [])
    assert 'target="_top" rel="noopener"' in text


@pytest.mark.parametrize("page", PAGES)
def test_late_page_tells_nothing_newer_anywhere(page: str, client: Client) -> None:
    board = late_board()

    late, now = (client.get(f"/boards/{board.slug}/{page}", {"delay": delay}).text for delay in ("20", "0"))

    assert "20 s behind" in late
    assert 'data-delay="20"' in late
    assert "977" not in late
    assert ">2</span>" in late
    assert "977" in now
    assert "s behind" not in now


def test_older_plays_are_late_as_well(client: Client) -> None:
    board = open_board()
    for number in range(70):
        command(board, "note", text=f"moment {number}")

    late = client.get(f"/boards/{board.slug}/?before=60&delay=20").text

    assert "moment" not in late
    assert f'data-topic="plays.{board.slug}" hidden' in late


def test_links_of_a_late_page_stay_late(client: Client) -> None:
    board = open_board()
    for number in range(70):
        command(board, "note", now=clock.now() - timedelta(seconds=90), text=f"moment {number}")

    assert "?before=11&amp;delay=20" in client.get(f"/boards/{board.slug}/?delay=20").text


def late_board() -> Opened:
    """Two points half a minute ago, and 975 since then."""
    board = open_board()
    ago = clock.now() - timedelta(seconds=30)
    command(board, "clock_start", now=ago)
    command(board, "score", now=ago, team="home", points=2)
    for _ in range(9):
        command(board, "correct", team="home", points=99, reason="a spoiler")
    command(board, "correct", team="home", points=84, reason="a spoiler")
    return board
