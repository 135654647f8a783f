"""The scorer's console: keys, players, the shot clock, corrections, tokens, and a network that goes away."""

import pytest
from playwright.sync_api import Page, expect

from realtime.scoreboards.models import GameEvent
from tests.frontend.boards import open_board
from tests.journeys.people import Crowd, keep_score, see_live, see_plays, see_score, see_seated, watch
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PRESS_ON_AN_OLD_PICTURE = """() => {
  document.querySelector(".board").dataset.position = "1";
  document.querySelector("[data-key=KeyU]").click();
}"""


def test_whole_game_is_kept_by_keyboard(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = crowd.somebody(), crowd.somebody(theme="dark", width=390)
    keep_score(ada, board)
    watch(ben, board)

    _press(ada, "Space", "1", "2", "3", "8", "9", "0", "f", "j", "d", "h", "u")

    see_score(ben, 6, 6)
    see_plays(ben, 12)
    expect(ben.locator('[data-figure="home.fouls"]')).to_have_text("1")
    expect(ben.locator('[data-figure="away.fouls"]')).to_have_text("1")
    expect(ben.locator('[data-dots="home.timeouts_left"]')).to_have_attribute("data-count", "1")
    expect(ben.locator(".clock")).not_to_have_attribute("data-running", "")
    ada.keyboard.press("?")
    expect(ada.get_by_role("heading", name="Keeping the score")).to_be_visible()


def test_everything_that_happens_has_a_key(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)

    _press(ada, "q", "w", "e", "i", "o", "p", "a", "s", ";", "l", "z", "x", "c", "/", ".", ",", "b")

    expect(ada.locator("[data-sent]")).to_have_text("Done: Jump ball B")
    kinds = list(GameEvent.objects.order_by("position").values_list("kind", "payload__team", "payload__points"))
    assert kinds[:6] == [("miss", team, points) for team in ("home", "away") for points in (1, 2, 3)]
    assert [kind for kind, _team, _points in kinds[6:]] == [
        *["rebound"] * 4,
        *["steal", "block", "turnover"] * 2,
        "jump_ball",
    ]


def test_double_click_on_two_points_counts_once_and_says_so(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)
    _press(ada, "Space")

    ada.get_by_role("button", name="+2").first.dblclick()

    see_score(ada, 2, 0)
    expect(ada.locator(".panel.home [data-told]")).to_contain_text("Counted once")
    ada.wait_for_timeout(600)
    ada.get_by_role("button", name="+2").first.click()
    see_score(ada, 4, 0)


def test_quick_free_throws_all_count(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)
    _press(ada, "Space")

    ada.get_by_role("button", name="+1").first.dblclick()
    ada.keyboard.press("1")

    see_score(ada, 3, 0)


def test_refusal_is_told_beside_the_button_in_plain_words(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)

    _press(ada, "u")

    expect(ada.locator(".panel.mid [data-told]")).to_contain_text("nothing left to undo")


def test_press_on_an_old_picture_shows_what_happened_and_can_be_sent_again(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)
    _press(ada, "2", "f")
    see_plays(ada, 2)

    ada.evaluate(PRESS_ON_AN_OLD_PICTURE)
    expect(ada.locator("#meanwhile")).to_contain_text("personal foul")
    see_score(ada, 2, 0)
    ada.get_by_role("button", name="Send it again").click()

    see_plays(ada, 3)
    expect(ada.locator('[data-figure="home.fouls"]')).to_have_text("0")


def test_press_without_network_is_retried_and_later_ones_wait_in_order(crowd: Crowd, site: Site) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)
    _press(ada, "Space")
    see_plays(ada, 1)
    site.kill()

    _press(ada, "2")
    expect(ada.locator("[data-sent]")).to_contain_text("No answer yet")
    _press(ada, "9", "j")
    expect(ada.locator(".panel.away [data-told]")).to_contain_text("Kept")
    _press(ada, "Space")
    expect(ada.locator(".panel.mid [data-told]")).to_contain_text("Not sent")
    site.start()

    see_live(ada)
    see_score(ada, 2, 2)
    see_plays(ada, 4)
    assert list(GameEvent.objects.order_by("position").values_list("kind", flat=True)) == [
        *["clock_start", "score", "score", "foul"]
    ]


def test_presses_without_answer_outlive_a_reload(crowd: Crowd, site: Site) -> None:
    board = open_board()
    ada = crowd.somebody()
    ada.on("dialog", lambda dialog: dialog.accept())
    keep_score(ada, board)
    ada.route("**/commands", lambda route: route.abort())
    _press(ada, "2")
    expect(ada.locator("[data-sent]")).to_contain_text("No answer yet")
    _press(ada, "j")

    ada.unroute("**/commands")
    ada.reload()

    see_plays(ada, 2)
    see_score(ada, 2, 0)
    assert GameEvent.objects.count() == 2


def test_reset_asks_first_and_can_be_undone(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)
    _press(ada, "Space", "3")
    see_score(ada, 3, 0)

    ada.get_by_role("button", name="Start again").click()
    ada.get_by_role("button", name="Leave it").click()
    see_score(ada, 3, 0)
    ada.get_by_role("button", name="Start again").click()
    ada.locator("#set-reset").get_by_role("button", name="Start again").click()
    see_score(ada, 0, 0)
    _press(ada, "u")

    see_score(ada, 3, 0)


def test_names_and_colours_change_on_every_screen(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = crowd.somebody(), crowd.somebody()
    keep_score(ada, board)
    watch(ben, board)

    ada.get_by_role("button", name="Names and colours").click()
    ada.locator("#home-name").fill("<b>Gulls</b>")
    ada.get_by_role("button", name="Change them").click()

    expect(ben.locator('.board [data-figure="home.name"]')).to_have_text("<b>Gulls</b>")
    assert ben.locator(".board b b").count() == 0


def test_wrong_token_opens_nothing(crowd: Crowd) -> None:
    board = open_board()
    cyd = crowd.somebody()
    cyd.goto(f"/boards/{board.slug}/console/")

    cyd.get_by_label("Operator token").fill("brd_wrong")
    cyd.get_by_role("button", name="Open the console").click()

    expect(cyd.get_by_text("This is not the token of this board.")).to_be_visible()
    expect(cyd.get_by_label("Operator token")).to_be_focused()
    expect(cyd.get_by_label("Operator token")).to_have_value("brd_wrong")


def test_new_board_shows_its_token_once_and_copies_it(crowd: Crowd) -> None:
    ada = crowd.somebody(width=390)
    ada.goto("/boards/new/")
    ada.get_by_label("Home team").fill("Gulls")
    ada.get_by_label("Away team").fill("Herons")
    ada.get_by_role("button", name="Open the board").click()

    token = ada.locator("#token").inner_text()
    ada.get_by_role("button", name="Copy the token").click()

    expect(ada.get_by_role("button", name="Copied")).to_be_visible()
    assert ada.evaluate("navigator.clipboard.readText()") == token
    ada.reload()
    see_seated(ada)
    expect(ada.get_by_role("button", name="Start the clock")).to_be_visible()
    expect(ada.get_by_text(token)).to_have_count(0)


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
