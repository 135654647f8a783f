"""Watching late, in a frame, over a stream: nothing is spoilt, and what may be old says so within ten seconds."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.boards import command, open_board
from tests.journeys.people import Crowd, see_live, see_plays, see_score, watch
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SCORES_SEEN = """() => {
  window.seen = [];
  let last = "0";
  const note = () => {
    const score = document.querySelector('[data-figure="home.score"]').textContent;
    if (last !== score) window.seen.push({ score, at: Date.now() });
    last = score;
  };
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[str]:
    """Another site, of another host than ours, that serves what is put into `tmp_path`."""
    handler = partial(Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name it has in the library
        """Say nothing."""


@pytest.mark.parametrize("delay", [5, 20])
def test_two_viewers_see_the_same_history_each_at_their_time(crowd: Crowd, delay: int) -> None:
    board = open_board()
    ben, cyd = crowd.somebody(), crowd.somebody(width=390)
    watch(ben, board)
    cyd.goto(f"/boards/{board.slug}/?delay={delay}")
    see_live(cyd)
    for page in (ben, cyd):
        page.evaluate(SCORES_SEEN)

    for points in (2, 3, 1):
        command(board, "score", team="home", points=points)
        ben.wait_for_timeout(700)
    command(board, "undo")

    see_score(ben, 5, 0)
    see_score(cyd, 0, 0)
    expect(cyd.locator("[data-play]")).to_have_count(0)
    expect(cyd.locator(".board")).to_contain_text(f"{delay} s behind")
    expect(cyd.locator("[data-play]")).to_have_count(4, timeout=1000 * (delay + 10))
    see_score(cyd, 5, 0)
    seen, late = (page.evaluate("window.seen") for page in (ben, cyd))
    assert [one["score"] for one in late] == [one["score"] for one in seen] == ["2", "5", "6", "5"]
    for now, later in zip(seen, late, strict=True):
        assert 1000 * delay - 500 < later["at"] - now["at"]
    assert _rows(ben) == _rows(cyd)


def test_reload_and_killed_server_spoil_nothing_and_leave_no_hole(crowd: Crowd, site: Site) -> None:
    board = open_board()
    cyd = crowd.somebody()
    cyd.goto(f"/boards/{board.slug}/?delay=10")
    see_live(cyd)
    began = time.monotonic()
    command(board, "clock_start")
    command(board, "score", team="home", points=2)

    site.kill()
    command(board, "score", team="away", points=3)
    command(board, "undo")
    site.start()
    cyd.reload()
    see_live(cyd)
    early = cyd.content() if time.monotonic() - began < 9 else ""

    assert "Lions: 2 points" not in early
    see_plays(cyd, 4)
    see_score(cyd, 2, 0)
    expect(cyd.locator("[data-play][data-undone]")).to_have_attribute("data-play", "3")


def test_chosen_delay_is_remembered_for_this_board_and_nothing_is_seen_before_it(crowd: Crowd) -> None:
    board, other = open_board(), open_board()
    cyd = crowd.somebody(width=390)
    watch(cyd, board)
    cyd.get_by_text("Watching a stream?").click()
    cyd.get_by_role("button", name="20 s", exact=True).click()
    expect(cyd).to_have_url(f"{crowd.url}/boards/{board.slug}/?delay=20")
    command(board, "score", team="home", points=3)

    cyd.goto(f"/boards/{board.slug}/")

    expect(cyd).to_have_url(f"{crowd.url}/boards/{board.slug}/?delay=20")
    assert "LIO 0–0 BEA" in cyd.title()
    see_score(cyd, 0, 0)
    watch(cyd, other)
    expect(cyd).to_have_url(f"{crowd.url}/boards/{other.slug}/")
    cyd.goto(f"/boards/{board.slug}/?delay=20")
    cyd.locator(".delays summary").click()
    cyd.get_by_role("button", name="No delay").click()
    cyd.goto(f"/boards/{board.slug}/")
    see_score(cyd, 3, 0)


def test_late_clock_runs_late(crowd: Crowd) -> None:
    board = open_board()
    ben, cyd = crowd.somebody(), crowd.somebody()
    watch(ben, board)
    cyd.goto(f"/boards/{board.slug}/overlay/?delay=5")
    see_live(cyd)

    command(board, "clock_start")
    expect(cyd.locator(".clock[data-running]")).to_have_count(1, timeout=9000)
    cyd.wait_for_timeout(1500)

    early, late = (_seconds(page) for page in (ben, cyd))
    assert 4 <= late - early <= 6


def test_overlay_says_within_ten_seconds_that_it_was_cut_off_and_recovers(crowd: Crowd, site: Site) -> None:
    board = open_board()
    page = crowd.somebody()
    page.goto(f"/boards/{board.slug}/overlay/")
    see_live(page)
    # A quiet game is not an old one: the pulse is answered.
    page.wait_for_timeout(9500)
    expect(page.locator(".frame-mark")).to_be_hidden()

    site.kill()
    expect(page.locator(".frame-mark")).to_contain_text("No news since", timeout=10_000)
    expect(page.locator(".bug")).to_have_attribute("data-stale", "")
    command(board, "score", team="away", points=3)
    site.start()

    expect(page.locator('[data-figure="away.score"]')).to_have_text("3", timeout=40_000)
    expect(page.locator(".frame-mark")).to_be_hidden()


def test_overlay_notices_a_line_that_only_went_silent(crowd: Crowd) -> None:
    board = open_board()
    page = crowd.somebody()
    cut = [False]

    def forward(route) -> None:  # type: ignore[no-untyped-def]
        server = route.connect_to_server()
        route.on_message(lambda text: None if cut[0] else server.send(text))
        server.on_message(lambda text: None if cut[0] else route.send(text))

    page.route_web_socket("**/rt", forward)
    page.goto(f"/boards/{board.slug}/overlay/")
    see_live(page)

    cut[0] = True
    page.route("**/api/rt/poll*", lambda route: route.abort())
    expect(page.locator(".frame-mark")).to_be_visible(timeout=10_000)
    cut[0] = False

    expect(page.locator(".frame-mark")).to_be_hidden(timeout=40_000)


def test_embed_is_live_for_nobody_known_inside_another_site(
    crowd: Crowd, site: Site, stranger: str, tmp_path: Path
) -> None:
    board = open_board()
    page = crowd.somebody()
    watch(page, board)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy the frame").click()
    snippet = page.evaluate("navigator.clipboard.readText()")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>a club</title>{snippet}")

    page.goto(stranger)
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-live", "live", timeout=15_000)
    command(board, "score", team="home", points=3)

    expect(frame.locator('[data-figure="home.score"]')).to_have_text("3")
    frame.get_by_role("link", name="Follow this game").click()
    expect(page).to_have_url(f"{site.url}/boards/{board.slug}/")


def _rows(page: Page) -> list[str]:
    texts: list[str] = page.locator("[data-play]").evaluate_all("rows => rows.map((row) => row.textContent.trim())")
    return texts


def _seconds(page: Page) -> int:
    minutes, seconds = page.locator("[data-clock]").inner_text().split(":")
    return 60 * int(minutes) + int(seconds)
