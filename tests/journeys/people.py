"""Ada keeps the score, Ben and Cyd watch: what people do and see, worded as steps."""

import re
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.frontend.boards import Opened

Theme = Literal["light", "dark"]
# What a browser logs by itself when a server is away, or when it answers a refusal.
EXPECTED = re.compile(r"Failed to load resource|WebSocket connection to|ERR_")


@dataclass
class Crowd:
    """Everybody in a story; each has a browser profile of their own."""

    browser: Browser
    url: str
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def somebody(self, *, theme: Theme = "light", width: int = 1280) -> Page:
        """A fresh visitor; whatever goes wrong in their pages is kept as a complaint."""
        size = {"width": width, "height": 844}
        context = self.browser.new_context(
            base_url=self.url,
            viewport=size,  # type: ignore[arg-type]
            color_scheme=theme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        return page

    def leave(self) -> None:
        """Close every browser profile."""
        for context in self.contexts:
            context.close()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.complaints.append(message.text)


def watch(page: Page, board: Opened) -> None:
    """Open a board's page and wait until it is live."""
    page.goto(f"/boards/{board.slug}/")
    see_live(page)


def keep_score(page: Page, board: Opened) -> None:
    """Show the operator token and open the console."""
    page.goto(f"/boards/{board.slug}/operate/")
    page.get_by_label("Operator token").fill(board.token)
    page.get_by_role("button", name="Open the console").click()
    see_seated(page)


def see_seated(page: Page) -> None:
    """The console is live and has taken the seats that were free."""
    see_live(page)
    expect(page.locator(".seats")).to_have_attribute("data-seated", "", timeout=15_000)


def call_oneself(page: Page, name: str) -> None:
    """Choose the name that the others at the table read."""
    page.goto("/name/")
    page.locator("main").get_by_label("Your name").fill(name)
    page.locator("main").get_by_role("button", name="Keep this name").click()
    page.wait_for_url(lambda url: not url.endswith("/name/"))


def see_live(page: Page) -> None:
    """The mark in the header says that what is shown is true; a page that lost its line may wait 30 s with a try."""
    expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=45_000)


def see_score(page: Page, home: int, away: int) -> None:
    """Both scores are on the board."""
    board = page.locator(".board")
    expect(board.locator('[data-figure="home.score"]')).to_have_text(str(home), timeout=15_000)
    expect(board.locator('[data-figure="away.score"]')).to_have_text(str(away), timeout=15_000)


def positions(page: Page) -> list[int]:
    """The positions of the plays that are listed, as they are listed."""
    rows = page.locator("[data-play]").evaluate_all("rows => rows.map((row) => row.dataset.play)")
    return [int(row) for row in rows]


def see_plays(page: Page, count: int, *, first: int = 1) -> None:
    """So many plays are listed, down to the `first`, each once and in order."""
    expect(page.locator("[data-play]")).to_have_count(count, timeout=15_000)
    assert positions(page) == list(range(first + count - 1, first - 1, -1))
