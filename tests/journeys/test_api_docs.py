"""The API's documents in a browser: found from any page, searched by words, opened by address, on any screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Crowd, Theme

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def shown(page: Page) -> list[str]:
    """The operations that are to be seen."""
    expect(page.locator("details[data-words]").first).to_be_attached()
    found: list[str] = page.locator("details[data-words]:visible").evaluate_all("all => all.map((one) => one.id)")
    return found


def test_documents_are_found_from_the_first_page_and_searched_by_words(crowd: Crowd) -> None:
    ada = crowd.somebody()
    ada.goto("/")
    ada.get_by_role("link", name="Documentation").click()
    everything = shown(ada)

    ada.locator("#find").fill("boards command")
    some = shown(ada)
    ada.locator("#find").fill("nothing-like-this")
    expect(ada.get_by_text("No operation has all these words.")).to_be_visible()
    none = shown(ada)
    ada.locator("#find").fill("")

    assert 0 < len(some) < len(everything) / 2
    assert [name for name in some if "board" not in name] == []
    assert none == []
    assert shown(ada) == everything


def test_address_of_an_operation_opens_it(crowd: Crowd) -> None:
    ada = crowd.somebody()

    ada.goto("/api/docs#scoreboards_list_boards")

    expect(ada.locator("#scoreboards_list_boards")).to_have_attribute("open", "")
    expect(ada.locator("#scoreboards_list_boards").get_by_text("/api/boards").first).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_about_the_api_is_wider_than_the_screen(crowd: Crowd, theme: Theme, width: int) -> None:
    ada = crowd.somebody(theme=theme, width=width)

    for path in ("/api/docs", "/api/docs/events"):
        ada.goto(path)
        ada.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert ada.evaluate("document.documentElement.scrollWidth") == width, path
