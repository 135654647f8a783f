"""Ben fills a cart in several tabs, as a guest and as a member, while Ada changes what things cost."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from market.cart.models import CartLine
from market.cart.telling import tell_due
from market.catalog import news
from market.catalog.models import Product
from market.orders.models import Order
from project.accounts.models import User
from project.base import clock
from tests.frontend.account.people import PASSWORD
from tests.journeys.people import Crowd, see_live
from tests.journeys.signing_in import sign_in
from tests.market import people
from tests.market.cart.shelf import put, quantities, reprice

pytestmark = pytest.mark.django_db(transaction=True)


def ben() -> User:
    """With a password, to sign in with."""
    person = people.ben()
    person.set_password(PASSWORD)
    person.save()
    return person


def put_in(page: Page, product: Product) -> None:
    """From its page; where there is room a drawer shows what is in the cart by now."""
    page.goto(f"/products/{product.slug}/")
    page.get_by_role("button", name="Add to cart").click()
    expect(page.locator("#cart-drawer")).to_contain_text(product.title)


def see_quantity(page: Page, title: str, quantity: int) -> None:
    """So many of it, in the cart that this page shows."""
    expect(page.get_by_label(f"Quantity of {title}")).to_have_value(str(quantity), timeout=15_000)


def change_price(product: Product, minor: int) -> None:
    """Ada asks another price, and the worker tells the carts."""
    reprice(product, minor)
    with transaction.atomic():
        news.tell(product.pk, now=clock.now())
    tell_due(now=clock.now())


def test_two_tabs_of_a_guest_stay_equal(crowd: Crowd) -> None:
    heron = people.product(people.ada(), title="Heron", price_minor=1250, most=5)
    first = crowd.somebody()
    put_in(first, heron)
    expect(first.locator("[data-cart-count]")).to_have_text("1")
    second = first.context.new_page()
    second.goto("/cart/")
    second.get_by_label("One more of Heron").click()
    # The page that made a guest of this browser hears of its cart from then on.
    expect(first.locator("[data-cart-count]")).to_have_text("2", timeout=15_000)
    second.get_by_label("One fewer of Heron").click()
    for tab in (first, second):
        tab.goto("/cart/")
        see_live(tab)
        see_quantity(tab, "Heron", 1)

    first.get_by_label("One more of Heron").click()
    first.get_by_label("One more of Heron").click()

    for tab in (first, second):
        see_quantity(tab, "Heron", 3)
        expect(tab.locator("[data-cart-total]")).to_have_text("$37.50")
        expect(tab.locator("[data-cart-count]")).to_have_text("3")
    second.get_by_label("Remove Heron").click()
    expect(first.get_by_text("Nothing is in your cart yet.")).to_be_visible(timeout=15_000)
    expect(first.locator("[data-cart-count]")).to_be_hidden()
    second.get_by_role("button", name="Undo").click()
    for tab in (first, second):
        see_quantity(tab, "Heron", 3)


def test_what_a_guest_chose_is_in_the_member_s_cart_after_signing_in(crowd: Crowd) -> None:
    member, ada = ben(), people.ada()
    heron, crane = people.product(ada, title="Heron", most=5), people.product(ada, title="Crane")
    put(member, heron, 2)
    page = crowd.somebody()
    put_in(page, heron)
    put_in(page, crane)

    page.locator("#cart-drawer").get_by_role("link", name="Check out").click()
    page.get_by_label("Email").fill("ben@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url(re.compile("/checkout/$"))
    expect(page.locator(".checkout-lines")).to_contain_text("Heron × 3")
    expect(page.locator(".checkout-lines")).to_contain_text("Crane")
    assert quantities(member) == {"Heron": 3, "Crane": 1}


def test_a_changed_price_is_shown_to_who_looks_and_charged_only_when_it_was_seen(crowd: Crowd) -> None:
    member, heron = ben(), people.product(people.ada(), title="Heron", price_minor=900)
    put(member, heron)
    page = crowd.somebody()
    sign_in(page, "ben@example.org")
    page.goto("/cart/")
    see_live(page)

    change_price(heron, 1200)

    expect(page.get_by_text("Was $9.00, now $12.00")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="All right").click()
    expect(page.get_by_text("Was $9.00")).to_have_count(0)
    page.get_by_role("link", name="Check out").click()
    expect(page.get_by_role("button", name="Pay $12.00")).to_be_visible()
    see_live(page)
    change_price(heron, 1500)
    expect(page.get_by_role("button", name="Pay $15.00")).to_be_visible(timeout=15_000)


def test_who_steps_and_checks_out_at_once_buys_what_was_shown(crowd: Crowd) -> None:
    member = ben()
    put(member, people.product(people.ada(), title="Heron", price_minor=900, most=5))
    page = crowd.somebody()
    sign_in(page, "ben@example.org")
    page.goto("/cart/")

    page.get_by_label("One more of Heron").click()
    page.get_by_role("link", name="Check out").click()

    expect(page.get_by_role("button", name="Pay $18.00")).to_be_visible()


def test_who_steps_and_leaves_at_once_loses_nothing(crowd: Crowd) -> None:
    member = ben()
    put(member, people.product(people.ada(), title="Heron", most=5))
    page = crowd.somebody()
    sign_in(page, "ben@example.org")
    page.goto("/cart/")

    page.get_by_label("One more of Heron").click()
    page.goto("/boards/")
    page.goto("/cart/")

    see_quantity(page, "Heron", 2)


def test_pay_pressed_twice_is_one_order(crowd: Crowd) -> None:
    member = ben()
    put(member, people.product(people.ada(), price_minor=900))
    page = crowd.somebody()
    sign_in(page, "ben@example.org")
    page.goto("/checkout/")

    page.get_by_role("button", name="Pay $9.00").dblclick()

    expect(page).not_to_have_url(re.compile("/checkout/$"), timeout=20_000)
    assert Order.objects.count() == 1
    assert quantities(member) == {}


def test_what_somebody_types_stays_when_another_tab_changes_the_cart(crowd: Crowd) -> None:
    ada = people.ada()
    heron = people.product(ada, title="Heron", most=50)
    page = crowd.somebody()
    put_in(page, heron)
    page.goto("/cart/")
    see_live(page)
    field = page.get_by_label("Quantity of Heron")
    field.fill("42")

    other = page.context.new_page()
    put_in(other, people.product(ada, title="Crane"))

    expect(page.locator(".cart-lines")).to_contain_text("Crane", timeout=15_000)
    expect(field).to_have_value("42")
    # The other tab is in front: in this one the field is still where its writer is.
    assert field.evaluate("field => field === document.activeElement")
    field.press("Enter")
    expect(page.locator("[data-cart-count]")).to_have_text("43", timeout=15_000)


def test_the_drawer_is_worked_by_keyboard_and_gives_the_place_back(crowd: Crowd) -> None:
    heron = people.product(people.ada(), title="Heron", most=5)
    page = crowd.somebody()
    put_in(page, heron)
    drawer = page.locator("#cart-drawer")

    more = drawer.get_by_label("One more of Heron")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-cart-count]")).to_have_text("2")
    expect(more).to_be_focused()
    page.keyboard.press("Escape")

    expect(drawer).to_be_hidden()


def test_on_a_narrow_screen_the_cart_is_a_page(crowd: Crowd) -> None:
    heron = people.product(people.ada(), title="Heron")
    page = crowd.somebody(width=390)
    page.goto(f"/products/{heron.slug}/")
    page.get_by_role("button", name="Add to cart").click()
    page.get_by_role("link", name="Look at it").click()

    expect(page).to_have_url(re.compile("/cart/$"))
    expect(page.locator(".cart-lines")).to_contain_text("Heron")


def test_without_a_script_everything_is_done_by_forms(crowd: Crowd) -> None:
    heron = people.product(people.ada(), title="Heron", price_minor=1250, most=5)
    context = crowd.browser.new_context(base_url=crowd.url, java_script_enabled=False)
    crowd.contexts.append(context)
    page = context.new_page()
    page.goto(f"/products/{heron.slug}/")
    page.get_by_label("Quantity").fill("2")
    page.get_by_role("button", name="Add to cart").click()

    expect(page).to_have_url(re.compile("/cart/$"))
    expect(page.locator("[data-cart-total]")).to_have_text("$25.00")
    page.get_by_label("One more of Heron").click()
    expect(page.locator("[data-cart-total]")).to_have_text("$37.50")
    page.get_by_label("Quantity of Heron").fill("1")
    page.get_by_label("Quantity of Heron").press("Enter")
    expect(page.locator("[data-cart-total]")).to_have_text("$12.50")
    page.get_by_label("Remove Heron").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-cart-total]")).to_have_text("$12.50")
    assert CartLine.objects.get().quantity == 1
