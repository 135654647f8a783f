"""The box score lives: figures change in place, the order chosen stays, the hall shows the same."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.frontend.boards import Opened, command
from tests.frontend.rosters import open_rostered_board
from tests.journeys.people import Crowd, see_live

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def cell(page: Page, player: str, key: str) -> Locator:
    return page.locator(f'[data-player="{player}"] [data-cell="{key}"]')


def open_box(page: Page, board: Opened) -> None:
    page.goto(f"/boards/{board.slug}/#box")
    see_live(page)


def test_figures_change_in_place_and_stay_in_the_order_chosen(crowd: Crowd) -> None:
    board = open_rostered_board()
    command(board, "clock_start")
    command(board, "score", team="home", points=2, player="h1")
    ben = crowd.somebody(theme="dark")
    open_box(ben, board)
    ben.locator(".box").first.get_by_role("button", name="PTS").click()
    first = ben.locator('[data-side="home"] tbody tr').first
    expect(first).to_have_attribute("data-player", "h1")

    command(board, "score", team="home", points=3, player="h4", assist="h1")

    expect(first).to_have_attribute("data-player", "h4")
    expect(cell(ben, "h4", "three")).to_have_text("1–1 100%")
    expect(cell(ben, "h1", "assists")).to_have_text("1")
    expect(ben.locator('[data-leading="points"] [data-leader="home"]')).to_contain_text("8 Eva Brandt H")
    expect(ben.locator('[data-line="home"] td').last).to_have_text("5")


def test_roster_that_is_told_later_appears_without_a_reload_and_a_fifth_foul_is_marked(crowd: Crowd) -> None:
    board = open_rostered_board(players=5)
    command(board, "clock_start")
    ben = crowd.somebody(width=390)
    open_box(ben, board)

    players = [{"id": "x", "number": "9", "name": "Zoe"}]
    command(board, "roster", team="away", players=[*_away(), *players])
    for _ in range(5):
        command(board, "foul", team="home", player="h0")

    expect(cell(ben, "x", "points")).to_have_text("0")
    expect(ben.locator('[data-player="h0"]')).to_have_attribute("data-out", "")
    expect(ben.locator('[data-player="h0"] [data-part="note"]')).to_contain_text("fouled out")
    assert ben.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1920])
def test_hall_shows_the_game_without_a_scrollbar(crowd: Crowd, width: int) -> None:
    board = open_rostered_board(players=12)
    hall = crowd.somebody(theme="dark", width=width)
    hall.goto(f"/boards/{board.slug}/hall/")
    see_live(hall)

    command(board, "clock_start")
    command(board, "score", team="home", points=3, player="h0")
    command(board, "shot_reset", to="full")

    expect(hall.locator('.hall-team.home [data-figure="home.score"]')).to_have_text("3")
    expect(cell(hall, "h0", "points")).to_have_text("3")
    expect(hall.locator("[data-shot]")).to_be_visible()
    assert hall.evaluate("document.documentElement.scrollHeight <= innerHeight")


def _away() -> list[dict[str, object]]:
    return [{"id": f"a{at}", "number": str(4 + at), "name": f"Player {at}", "starter": True} for at in range(5)]
