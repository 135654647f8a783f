"""An operator keeps the score; two spectators in two themes see it, whatever happens to the server."""

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page, expect

from project.accounts.models import User
from realtime.revoke import revoke_topic_later
from tests.frontend.boards import Opened, command, open_board
from tests.journeys.people import (
    Crowd,
    keep_score,
    see_live,
    see_plays,
    see_score,
    watch,
)
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SOCKET_THAT_CLOSES = """window.WebSocket = class {
  static OPEN = 1;
  readyState = 0;
  constructor() { setTimeout(() => this.onclose({ code: %d, reason: "%s" })); }
  close() {}
};"""


def test_game_is_seen_by_all_without_reload_over_a_killed_server(crowd: Crowd, site: Site) -> None:
    board = open_board()
    ada, ben, cyd = _gather(crowd, board)

    _start_and_score(ada)
    for spectator in (ben, cyd):
        see_score(spectator, 2, 3)
        see_plays(spectator, 3)

    site.kill()
    for spectator in (ben, cyd):
        expect(spectator.locator("html")).not_to_have_attribute("data-live", "live")
        expect(spectator.locator("html")).to_have_attribute("data-live", "stale", timeout=15_000)
        expect(spectator.locator(".mark")).to_contain_text("Stale since")
        expect(spectator.locator(".board")).to_have_attribute("data-stale", "")
    site.start()
    for page in (ada, ben, cyd):
        see_live(page)
        expect(page.locator(".board")).not_to_have_attribute("data-stale", "")

    ada.keyboard.press("1")
    ada.get_by_role("button", name="+3").first.click()
    for spectator in (ben, cyd):
        see_score(spectator, 6, 3)
        see_plays(spectator, 5)
        assert spectator.evaluate("window.notReloaded") is True


def test_undo_is_seen_by_both(crowd: Crowd) -> None:
    board = open_board()
    ada, ben, cyd = _gather(crowd, board)
    _start_and_score(ada)
    see_score(ada, 2, 3)

    ada.keyboard.press("u")

    for spectator in (ben, cyd):
        see_score(spectator, 2, 0)
        see_plays(spectator, 4)
        undone = spectator.locator("[data-play][data-undone]")
        expect(undone).to_have_count(1)
        expect(undone).to_have_attribute("data-play", "3")


def test_scores_in_the_list_move_and_a_started_game_changes_its_section(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = crowd.somebody(), crowd.somebody(theme="dark", width=390)
    keep_score(ada, board)
    ben.goto("/boards/")
    see_live(ben)
    ben.evaluate("window.notReloaded = true")
    expect(ben.get_by_role("heading", name="To come")).to_be_visible()

    _start_and_score(ada)

    expect(ben.get_by_role("heading", name="Live now")).to_be_visible(timeout=15_000)
    expect(ben.locator('.card [data-figure="away.score"]')).to_have_text("3")
    assert ben.evaluate("window.notReloaded") is True


def test_plays_load_back_to_the_first_and_new_ones_still_arrive(crowd: Crowd) -> None:
    board = open_board()
    for number in range(70):
        command(board, "note", text=f"moment {number}")
    ben = crowd.somebody(width=390)
    watch(ben, board)
    see_plays(ben, 60, first=11)

    ben.get_by_role("link", name="Load earlier plays").click()
    see_plays(ben, 70)
    ada = crowd.somebody()
    keep_score(ada, board)
    ada.keyboard.press("Space")

    see_plays(ben, 71)


def test_without_sockets_the_page_polls_and_says_so(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = crowd.somebody(), crowd.somebody()
    keep_score(ada, board)
    ben.add_init_script(SOCKET_THAT_CLOSES % (1006, ""))
    ben.goto(f"/boards/{board.slug}/")
    expect(ben.locator("html")).to_have_attribute("data-live", "polling", timeout=20_000)

    _start_and_score(ada)

    see_score(ben, 2, 3)
    see_plays(ben, 3)
    expect(ben.locator(".mark")).to_have_text("Live, every few seconds")


def test_socket_that_is_refused_for_good_says_why(crowd: Crowd) -> None:
    board = open_board()
    ben = crowd.somebody()
    ben.add_init_script(SOCKET_THAT_CLOSES % (4004, "This page is too old"))

    ben.goto(f"/boards/{board.slug}/")

    expect(ben.locator(".mark")).to_have_text("Not connected: This page is too old")
    expect(ben.locator(".board")).to_have_attribute("data-stale", "")


def test_figure_of_a_topic_that_was_taken_away_says_that_it_is_old(crowd: Crowd, site: Site) -> None:
    board = open_board()
    ben = User.objects.create_user(email="ben@example.org", password=None, display_name="Ben")
    client = Client()
    client.force_login(ben)
    page = crowd.somebody()
    cookies = [{"name": name, "value": morsel.value, "url": site.url} for name, morsel in client.cookies.items()]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    watch(page, board)

    with transaction.atomic():
        revoke_topic_later(topic=f"board.{board.slug}", people=[ben.pk])

    expect(page.locator(".board")).to_have_attribute("data-stale", "")
    expect(page.locator(".plays")).not_to_have_attribute("data-stale", "")


def _gather(crowd: Crowd, board: Opened) -> tuple[Page, Page, Page]:
    ada = crowd.somebody()
    ben, cyd = crowd.somebody(theme="light", width=390), crowd.somebody(theme="dark", width=1280)
    keep_score(ada, board)
    for spectator in (ben, cyd):
        watch(spectator, board)
        spectator.evaluate("window.notReloaded = true")
    return ada, ben, cyd


def _start_and_score(ada: Page) -> None:
    ada.keyboard.press("Space")
    ada.get_by_role("button", name="+2").first.click()
    ada.keyboard.press("0")
