"""Corrections of the past, seen live: what a page becomes is what a fresh page would be."""

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.boards import command, open_board
from tests.frontend.rosters import open_rostered_board
from tests.journeys.people import Crowd, see_live, see_plays, watch

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROWS = """rows => rows.map(({ dataset, children }) => [
  dataset.play, dataset.kind, dataset.team, dataset.period,
  ["undone", "struck", "edited", "inserted"].filter((mark) => mark in dataset),
  [...children].map(({ innerText }) => innerText.trim()),
])"""


def rows(page: Page) -> object:
    return page.locator("[data-play]").evaluate_all(ROWS)


def test_corrected_page_is_what_a_fresh_page_is(crowd: Crowd) -> None:
    board = open_rostered_board()
    command(board, "clock_start")
    for points in (2, 3, 1):
        command(board, "score", team="home", points=points, player="h0")
    ben, cyd = crowd.somebody(), crowd.somebody(theme="dark", width=1280)
    watch(ben, board)
    see_plays(ben, 6)

    command(board, "strike", position=5, reason="After the whistle")
    command(board, "edit", position=6, command={"kind": "score", "team": "away", "points": 2}, reason="Other basket")
    command(board, "insert", after=4, command={"kind": "score", "team": "away", "points": 3}, reason="Forgotten")
    command(board, "score", team="away", points=2, player="a0")

    expect(ben.locator("[data-play]")).to_have_count(11, timeout=15_000)
    expect(ben.locator('[data-play="5"]')).to_have_attribute("data-struck", "")
    expect(ben.locator('[data-play="9+"]')).to_contain_text("entered later")
    watch(cyd, board)
    assert rows(ben) == rows(cyd)
    ben.locator('[data-play="7"] summary').click()
    expect(ben.get_by_text("After the whistle")).to_be_visible()
    ben.locator('[data-play="7"] summary').click()

    command(board, "undo", count=3)
    expect(ben.locator("[data-play]")).to_have_count(12, timeout=15_000)
    cyd.reload()
    see_live(cyd)
    assert rows(ben) == rows(cyd)


def test_correction_of_a_play_that_is_far_back_leaves_no_old_figures(crowd: Crowd) -> None:
    board = open_board()
    command(board, "clock_start")
    command(board, "score", team="home", points=3)
    for number in range(70):
        command(board, "note", text=f"moment {number}")
    ben = crowd.somebody()
    watch(ben, board)
    ben.get_by_role("link", name="Load earlier plays").click()
    expect(ben.locator("[data-play]")).to_have_count(72)

    command(board, "strike", position=2, reason="It never happened")

    expect(ben.locator('[data-play="73"]')).to_have_count(1, timeout=15_000)
    expect(ben.locator("[data-play]:has-text('3–0')")).to_have_count(0)
    ben.get_by_role("link", name="Load earlier plays").click()
    expect(ben.locator('[data-play="2"]')).to_have_attribute("data-struck", "")
    expect(ben.locator("[data-play]")).to_have_count(73)


def test_scores_alone_are_shown_on_wish_and_new_ones_join_them(crowd: Crowd) -> None:
    board = open_board()
    command(board, "clock_start")
    command(board, "score", team="home", points=2)
    ben = crowd.somebody(width=390)
    watch(ben, board)

    ben.get_by_role("button", name="Scores").click()
    command(board, "clock_stop")
    command(board, "score", team="away", points=2)

    expect(ben.locator("[data-play]:visible")).to_have_count(2)
    ben.get_by_role("button", name="All").click()
    expect(ben.locator("[data-play]:visible")).to_have_count(4)
