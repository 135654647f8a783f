"""Two viewers, 0 and 20 seconds late, see one history with its corrections and its box score; lists spoil nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.boards import command
from tests.frontend.rosters import open_rostered_board
from tests.journeys.people import Crowd, see_live, watch

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
DELAY = 20

NOTE_ALL = """() => {
  window.seen = [];
  const note = () => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? "";
    const now = [
      text('[data-figure="home.score"]'), text('[data-player="h0"] [data-cell="points"]'),
      document.querySelectorAll("[data-play]").length, document.querySelectorAll("[data-struck]").length,
    ].join("|");
    if (window.seen.at(-1)?.now !== now) window.seen.push({ now, at: Date.now() });
  };
  note();
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(note).observe(document.body, all);
}"""


def test_board_plays_and_box_keep_one_delay_over_corrections_and_a_reload(crowd: Crowd) -> None:
    board = open_rostered_board()
    command(board, "clock_start")
    ben, cyd, dan = crowd.somebody(), crowd.somebody(width=390), crowd.somebody()
    watch(ben, board)
    for page in (cyd, dan):
        page.goto(f"/boards/{board.slug}/?delay={DELAY}")
        see_live(page)
    ben.wait_for_timeout(1000 * DELAY + 2000)
    for page in (ben, cyd):
        page.evaluate(NOTE_ALL)

    command(board, "score", team="home", points=2, player="h0")
    ben.wait_for_timeout(1500)
    command(board, "score", team="home", points=3, player="h0")
    ben.wait_for_timeout(1500)
    command(board, "strike", position=4, reason="After the whistle")
    ben.wait_for_timeout(1500)
    dan.reload()
    see_live(dan)

    _see(ben, score="3", points="3", struck=1)
    _see(cyd, score="0", points="0", struck=0)
    _see(dan, score="0", points="0", struck=0)
    for page in (cyd, dan):
        expect(page.locator('[data-play="6"]')).to_have_count(1, timeout=1000 * (DELAY + 10))
        _see(page, score="3", points="3", struck=1)
    early, late = ({one["now"]: one["at"] for one in page.evaluate("window.seen")} for page in (ben, cyd))
    both = early.keys() & late.keys()
    assert "3|3|6|1" in both
    assert all(late[now] - early[now] > 1000 * DELAY - 500 for now in both if not now.startswith("0|"))


def test_list_and_start_page_tell_nothing_of_a_game_that_is_watched_late(crowd: Crowd) -> None:
    other, board = open_rostered_board(home="Owls"), open_rostered_board(home="Gulls")
    for one in (other, board):
        command(one, "clock_start")
        command(one, "score", team="home", points=3)
    cyd = crowd.somebody(width=390)
    watch(cyd, board)
    cyd.get_by_text("Watching a stream?").click()
    cyd.get_by_role("button", name="20 s", exact=True).click()
    cyd.wait_for_url("**/?delay=20")

    # The start page shows one game, the newest: the one that is watched late is made so.
    for address, shown in (("/boards/", other), ("/", None)):
        command(board, "score", team="away", points=2)
        cyd.goto(address)
        see_live(cyd)
        kept = cyd.locator(f'[data-card="{board.slug}"]')
        expect(kept).to_contain_text("You watch this game 20 s late")
        command(board, "score", team="home", points=2)
        if shown is not None:
            command(shown, "score", team="home", points=2)
            expect(cyd.locator(f'[data-card="{shown.slug}"] [data-figure="home.score"]').first).not_to_have_text("3")
        expect(kept.locator('[data-figure="home.score"]:visible')).to_have_count(0)


def test_shot_clock_of_a_late_overlay_is_late(crowd: Crowd) -> None:
    board = open_rostered_board()
    command(board, "clock_start")
    command(board, "shot_reset", to="full")
    ben, cyd = crowd.somebody(), crowd.somebody()
    ben.goto(f"/boards/{board.slug}/overlay/")
    cyd.goto(f"/boards/{board.slug}/overlay/?delay=5")
    for page in (ben, cyd):
        see_live(page)
    expect(cyd.locator("[data-shot][data-running]")).to_be_visible(timeout=15_000)

    early, late = (float(page.locator("[data-shot]").inner_text()) for page in (ben, cyd))

    assert 4 <= late - early <= 6.5


def _see(page: Page, *, score: str, points: str, struck: int) -> None:
    expect(page.locator('.board [data-figure="home.score"]')).to_have_text(score)
    expect(page.locator('[data-player="h0"] [data-cell="points"]')).to_have_text(points)
    expect(page.locator("[data-struck]")).to_have_count(struck)
