"""A real browser walks from page to page: no policy is broken anywhere, and cookies are kept as they should be."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage

from tests.frontend.boards import open_live_board
from tests.journeys.people import Crowd

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MOST_PAGES = 40


def test_no_page_that_can_be_reached_breaks_its_own_policy(crowd: Crowd) -> None:
    open_live_board()
    page = crowd.somebody()
    broken: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            broken.append(f"{page.url}: {message.text}")

    page.on("console", listen)
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        seen.add(path)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status < 500, path
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "script-src 'self'" in answer.headers["content-security-policy"], path
        links = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
        ours = [urlsplit(link).path for link in links if link.startswith(crowd.url)]
        pages = [path for path in ours if not path.startswith(("/api/", "/static/")) and "." not in path]
        waiting += [path for path in dict.fromkeys(pages) if path not in seen and path not in waiting]

    assert len(seen) > 10
    assert broken == []


def test_no_script_can_read_the_session(crowd: Crowd) -> None:
    page = crowd.somebody()
    page.goto("/name/")
    page.locator("main").get_by_label("Your name").fill("Gil")
    page.locator("main").get_by_role("button", name="Keep this name").click()
    page.wait_for_url(lambda url: not url.endswith("/name/"))

    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}

    assert (cookies["session"]["httpOnly"], cookies["session"]["sameSite"], cookies["session"]["path"]) == (
        True,
        "Lax",
        "/",
    )
    assert cookies["csrf"]["sameSite"] == "Lax"
    assert "session=" not in page.evaluate("document.cookie")
