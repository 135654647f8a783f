"""A visitor's own choices: a name without an account, a theme that stays, keys that help."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Crowd

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_guest_takes_a_name_in_the_header_and_is_back_on_the_page(crowd: Crowd) -> None:
    ada = crowd.somebody(width=390)
    ada.goto("/boards/")

    ada.get_by_role("link", name="Guest").click()
    ada.get_by_role("textbox", name="Your name").fill("Ada")
    ada.get_by_role("button", name="Keep this name").click()

    expect(ada.get_by_role("link", name="Ada")).to_be_visible()
    expect(ada).to_have_url(f"{crowd.url}/boards/")


def test_theme_is_remembered_over_a_reload(crowd: Crowd) -> None:
    ada = crowd.somebody(theme="light")
    ada.goto("/")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = ada.evaluate(paper)

    ada.get_by_role("button", name="Dark theme").click()
    dark = ada.evaluate(paper)
    ada.reload()

    assert light != dark
    assert ada.evaluate(paper) == dark


def test_question_mark_lists_the_shortcuts_but_not_while_typing(crowd: Crowd) -> None:
    ada = crowd.somebody()
    ada.goto("/boards/new/")

    ada.get_by_label("Home team").press("?")
    expect(ada.get_by_role("heading", name="Shortcuts")).to_be_hidden()
    ada.get_by_role("heading", name="Keep a score").click()
    ada.keyboard.press("?")

    expect(ada.get_by_role("heading", name="Shortcuts")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(crowd: Crowd, width: int) -> None:
    ada = crowd.somebody(width=width)
    for address in ("/", "/boards/", "/boards/new/", "/name/", "/nowhere/"):
        ada.goto(address)

        assert ada.evaluate("document.documentElement.scrollWidth") == width
