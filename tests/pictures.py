"""`python -m tests.pictures URL`: the pictures of the main pages that README.md shows, taken from a running Rialto."""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / ".pictures"
COLOURS = 128
PRODUCT = "/products/release-notes-people-read/"


def take(url: str) -> None:
    """The shop and what is bought and earned, a game and its box score, the chat, the scorer's console, people."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        home = _page(browser, url, theme="light", width=1280, height=900)
        _keep(home, "home-light-1280")
        _keep(_page(browser, f"{url}{PRODUCT}", theme="light", width=1280, height=900), "product-light-1280")
        _keep(_as(browser, url, "Bruno Buyer", "/orders/", theme="light", opens=".order-list a"), "order-light-1280")
        _keep(_as(browser, url, "Selma Seller", "/studio/earnings/", theme="dark"), "earnings-dark-1280")
        game = home.locator("[data-card] a").first.get_attribute("href") or "/boards/"
        for theme, width, height in (("light", 1280, 900), ("dark", 390, 844)):
            _keep(_page(browser, f"{url}{game}", theme=theme, width=width, height=height), f"game-{theme}-{width}")
        _keep(_box(browser, f"{url}{game}"), "box-light-1280")
        _keep(_room(browser, url), "chat-dark-1280")
        _keep(_console(browser, url), "console-dark-1280")
        _keep(_as(browser, url, "Selma Seller", "/account/security/", theme="light"), "security-light-1280")
        _keep(_as(browser, url, "Alma Admin", "/desk/applications/", theme="dark"), "desk-dark-1280")
        browser.close()


def _page(browser: Browser, address: str, *, theme: str, width: int, height: int) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    page.goto(address)
    page.wait_for_selector('html[data-live="live"]')
    return page


def _box(browser: Browser, address: str) -> Page:
    page = _page(browser, address, theme="light", width=1280, height=900)
    page.get_by_role("tab", name="Box score").click()
    page.locator("#box").scroll_into_view_if_needed()
    return page


def _room(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page.goto(f"{url}/name/?next=/chat/")
    page.locator("main input[name=name]").fill("Grace")
    page.locator("main form button").click()
    page.locator(".room-row a").first.click()
    page.wait_for_selector('html[data-live="live"]')
    return page


def _console(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page.goto(f"{url}/boards/new/")
    for team, name in (("home", "Harbour Herons"), ("away", "Foundry Foxes")):
        page.fill(f"#id_{team}_name", name)
    page.get_by_role("button", name="Open the board").click()
    page.get_by_role("link", name="Open the console").first.click()
    page.wait_for_selector('html[data-live="live"]')
    for key in ("Space", "2", "0", "2", "j", "9"):
        page.keyboard.press(key)
        page.wait_for_timeout(700)
    return page


def _as(browser: Browser, url: str, name: str, path: str, *, theme: str, opens: str = "") -> Page:
    """A page of one of the demo's people, or the one behind its first link that `opens` finds."""
    page = _page(browser, url, theme=theme, width=1280, height=900)
    page.get_by_role("button", name=name).click()
    page.wait_for_selector('html[data-live="live"]')
    page.goto(f"{url}{path}")
    if opens:
        page.locator(opens).first.click()
        page.wait_for_load_state()
    return page


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(1500)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    take(sys.argv[1])
