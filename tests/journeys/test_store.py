"""Ben looks around the shop while Ada sells: what he sees stays true, and what he marks stays his."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from market.catalog import news
from market.catalog.actions import pause_product, resume_product, set_tiers
from market.catalog.checking import TierAsked
from market.catalog.models import Product
from market.finding.models import Viewed
from project.accounts.models import User
from project.base import clock
from tests.frontend.account.people import PASSWORD
from tests.frontend.store.shelves import put_on_shelves
from tests.journeys.people import Crowd, Theme, see_live
from tests.journeys.signing_in import sign_in
from tests.market import people

pytestmark = pytest.mark.django_db(transaction=True)


def ben() -> User:
    """With a password, to sign in with."""
    person = people.ben()
    person.set_password(PASSWORD)
    person.save()
    return person


def ask(product: Product, *, minor: int, stock: int | None) -> None:
    """Ada asks another price, or has so many left."""
    tier = people.tier_of(product)
    wanted = TierAsked(id=tier.public_id, name=tier.name, prices={"USD": minor}, stock=stock)
    set_tiers(product=product.public_id, seller_id=product.seller_id, tiers=[wanted], now=clock.now())


def fits(page: Page) -> bool:
    """Nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_prices_and_stock_change_while_cyd_looks(crowd: Crowd, theme: Theme, width: int) -> None:
    made = people.product(people.ada(), title="Heron", price_minor=1250)
    cyd = crowd.somebody(theme=theme, width=width)
    cyd.goto(f"/products/{made.slug}/")
    see_live(cyd)
    card = cyd.locator(".tier")
    expect(card).to_contain_text("$12.50")
    cyd.evaluate("window.unchanged = true")

    ask(made, minor=990, stock=2)
    expect(card).to_contain_text("$9.90", timeout=15_000)
    expect(card).to_contain_text("2 left")
    ask(made, minor=990, stock=0)
    expect(card).to_contain_text("Sold out", timeout=15_000)
    expect(card.get_by_role("radio")).to_be_disabled()
    pause_product(product=made.public_id, seller_id=made.seller_id, now=clock.now())
    expect(cyd.get_by_text("The seller has stopped selling this for now.")).to_be_visible(timeout=15_000)
    resume_product(product=made.public_id, seller_id=made.seller_id, now=clock.now())
    expect(cyd.get_by_text("The seller has stopped selling this for now.")).to_be_hidden(timeout=15_000)

    assert cyd.evaluate("window.unchanged")
    assert fits(cyd)


def test_what_comes_in_is_on_the_start_page_without_reload(crowd: Crowd) -> None:
    cyd = crowd.somebody()
    cyd.goto("/")
    see_live(cyd)
    expect(cyd.get_by_text("Nothing is for sale yet.")).to_be_visible()

    with transaction.atomic():
        now = clock.now()
        made = people.product(people.ada(), title="Heron", approved_at=now)
        news.tell(made.pk, now=now)

    expect(cyd.locator("#arrivals").get_by_role("link", name="Heron")).to_be_visible(timeout=15_000)


def test_ben_marks_compares_and_follows(crowd: Crowd) -> None:
    ada = people.ada()
    ben()
    heron, gull = people.product(ada, title="Heron"), people.product(ada, title="Gull", price_minor=700)
    put_on_shelves()
    page = crowd.somebody(width=390, theme="dark")
    sign_in(page, "ben@example.org")
    page.goto(f"/products/{heron.slug}/")

    page.get_by_role("button", name="Favourite").click()
    expect(page.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Following")).to_be_visible()
    page.get_by_text("Collect", exact=True).click()
    page.get_by_label("New collection").fill("For the pier")
    page.get_by_role("button", name="Begin it with this").click()
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("thead th")).to_have_count(1)
    page.goto(f"/products/{gull.slug}/")
    page.get_by_role("link", name=re.compile(r"Compare \(2\)")).click()

    expect(page.locator("thead th")).to_have_count(2)
    assert fits(page)
    page.get_by_role("link", name="Take Heron out").click()
    expect(page.locator("thead th")).to_have_count(1)
    page.goto("/favourites/")
    expect(page.get_by_role("link", name="Heron")).to_be_visible()
    page.get_by_role("link", name="Collections").click()
    page.get_by_role("link", name="For the pier").click()
    expect(page.get_by_role("link", name="Heron")).to_be_visible()
    page.goto("/following/")
    expect(page.locator(".followed")).to_contain_text("Ada")


def test_what_ben_looked_at_is_noted_once_he_has_read_it(crowd: Crowd) -> None:
    person, heron = ben(), people.product(people.ada(), title="Heron")
    page = crowd.somebody()
    sign_in(page, "ben@example.org")

    with page.expect_response("**/seen/") as noted:
        page.goto(f"/products/{heron.slug}/")

    assert noted.value.status == 204
    assert [view.product_id for view in Viewed.objects.filter(person=person)] == [heron.pk]


def test_reader_chooses_a_currency_without_pressing_anything_else(crowd: Crowd) -> None:
    heron = people.product(people.ada(), title="Heron", prices={"USD": 1250, "EUR": 1100})
    cyd = crowd.somebody()
    cyd.goto(f"/products/{heron.slug}/")

    cyd.get_by_label("Prices in").select_option("EUR")

    expect(cyd.locator(".tier-price")).to_have_text("€11.00")


def test_everything_is_read_without_scripts(crowd: Crowd) -> None:
    heron, gull = people.product(people.ada(), title="Heron"), people.product(people.ada(), title="Gull")
    context = crowd.browser.new_context(
        base_url=crowd.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    crowd.contexts.append(context)
    cyd = context.new_page()

    cyd.goto(f"/products/{heron.slug}/")
    cyd.get_by_role("button", name="Favourite").click()
    expect(cyd.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    cyd.get_by_label("Prices in").select_option("EUR")
    cyd.get_by_role("button", name="Show").click()
    expect(cyd.locator(".tier")).to_contain_text("Sold in USD alone.")
    cyd.goto(f"/compare/?p={heron.slug}&p={gull.slug}")
    expect(cyd.locator("thead th")).to_have_count(2)


def test_what_is_free_is_had_with_one_press(crowd: Crowd) -> None:
    ben()
    free = people.product(people.ada(), title="Tern", pricing="free")
    page = crowd.somebody(width=390)
    sign_in(page, "ben@example.org")
    page.goto(f"/products/{free.slug}/")
    expect(page.get_by_role("button", name="Add to cart")).to_be_hidden()

    page.get_by_role("button", name="Get it free").dblclick()

    expect(page).to_have_url(re.compile("/(orders/.+|library)/$"))
    page.goto("/library/")
    expect(page.locator("main").get_by_role("link", name="Tern")).to_have_count(1)
