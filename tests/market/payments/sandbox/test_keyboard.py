"""The hosted page in a browser without JavaScript: by keys alone, on a phone, in both themes."""

import shutil
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.doubles import stripe as double
from tests.doubles.stripe import Stripe
from tests.market.payments.sandbox.shop import Shop


@pytest.fixture
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


def visit(browser: Browser, url: str | None, *, theme: Literal["light", "dark"] = "light", width: int = 390) -> Page:
    """Somebody without JavaScript opens a page."""
    size = {"width": width, "height": 844}
    context = browser.new_context(
        java_script_enabled=False,
        viewport=size,  # type: ignore[arg-type]
        color_scheme=theme,
    )
    page = context.new_page()
    page.goto(str(url))
    return page


def test_ben_pays_by_keys_after_a_declined_card_and_a_question(stripe: Stripe, browser: Browser) -> None:
    shop = Shop(stripe)
    session = shop.open(success_url=f"{stripe.url}/?thanks={{CHECKOUT_SESSION_ID}}", cancel_url=f"{stripe.url}/?cart")
    page = visit(browser, session.url)

    page.get_by_label("Email").focus()
    for typed in ("ben@example.org", double.DECLINED, "12/34", "123", "Ben"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    page.get_by_role("button", name="… 3155").press("Enter")
    expect(page.get_by_label("Email")).to_have_value("ben@example.org")
    page.get_by_label("Card number").press("Enter")
    page.get_by_role("button", name="Complete").press("Enter")

    expect(page).to_have_url(f"{stripe.url}/?thanks={session.id}")
    assert shop.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_ben_goes_back_to_his_cart(stripe: Stripe, browser: Browser) -> None:
    shop = Shop(stripe)
    session = shop.open(cancel_url=f"{stripe.url}/?cart")
    page = visit(browser, session.url)

    page.get_by_role("link", name="Back to the shop").click()

    expect(page).to_have_url(f"{stripe.url}/?cart")
    assert shop.v1.checkout.sessions.retrieve(session.id).status == "open"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_fit_and_take_the_readers_theme(
    stripe: Stripe, browser: Browser, theme: Literal["light", "dark"], width: int
) -> None:
    shop = Shop(stripe)
    shop.stripe.dispute(shop.sell()["latest_charge"])
    asked = shop.open()
    stripe.pay(asked.id, card=double.AUTHENTICATE, authenticate=None)

    for url in (shop.open().url, f"{stripe.url}/c/auth/{asked.id}", stripe.url):
        page = visit(browser, url, theme=theme, width=width)
        ink = page.locator("h1").evaluate("it => getComputedStyle(it).color")
        fits = page.locator("html").evaluate("it => it.scrollWidth <= it.clientWidth")
        assert (fits, ink) == (True, "rgb(27, 32, 48)" if theme == "light" else "rgb(237, 239, 245)")
        page.context.close()
