"""Ben finds, pays and has what Ada sells: every window that shows it moves by itself, whenever the webhooks come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from market.catalog.models import Product
from market.orders.models import Grant, Order
from project.accounts.models import User
from tests.doubles.stripe import AUTHENTICATE, DECLINED, SUCCESS, Stripe, start_stripe
from tests.frontend.account.people import PASSWORD
from tests.frontend.store.shelves import put_on_shelves
from tests.journeys.buying import (
    PATIENCE_MS,
    come_back_late,
    facts_of,
    open_beside,
    open_live,
    see,
    see_hosted_page,
    see_state,
    type_card,
    wait_worked,
    was_never_left,
    with_password,
    working,
)
from tests.journeys.people import Crowd, see_live
from tests.journeys.signing_in import come_signed_in
from tests.market import people, till
from tests.market.cart.shelf import put, quantities
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True)
NOTES = b"Where herons stand at low tide."


@pytest.fixture(scope="module")
def worker(_site: Site) -> Iterator[None]:
    """The real one, for all stories here."""
    with working(_site):
        yield


@pytest.fixture
def stripe(site: Site, worker: None, settings: Any) -> Stripe:
    """The double, which tells the site."""
    double = start_stripe(webhook_url=f"{site.url}{till.WEBHOOK}")
    settings.STRIPE = till.stripe_settings(double)
    return double


def come(crowd: Crowd, person: User) -> Page:
    """A browser in which somebody is signed in already."""
    page = crowd.somebody()
    come_signed_in(page, person, crowd.url)
    return page


@dataclass(frozen=True)
class Windows:
    """Where others, and the buyer in other tabs, see an order move."""

    list: Page
    order: Page
    sales: Page
    earnings: Page
    desk: Page

    def were_never_left(self) -> bool:
        """Nothing was reloaded."""
        return all(map(was_never_left, (self.list, self.order, self.sales, self.earnings, self.desk)))


def open_windows(crowd: Crowd, buyer: Page, seller: User) -> Windows:
    """The buyer's orders, the seller's sales and earnings, the desk: all of them live."""
    hers = come(crowd, seller)
    return Windows(
        list=open_beside(buyer, "/orders/"),
        order=buyer.context.new_page(),
        sales=open_live(hers, "/studio/sales/"),
        earnings=open_beside(hers, "/studio/earnings/"),
        desk=open_live(come(crowd, people.sue()), "/desk/orders/"),
    )


def assert_money_is_right() -> None:
    """The books are, and say of Stripe what Stripe says."""
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def find_by_misspelt_word(page: Page, product: Product) -> None:
    """It is suggested while one types, and listed when one asks."""
    page.goto("/products/")
    page.get_by_label("Search what is for sale").press_sequentially("harbur herron", delay=10)
    expect(page.get_by_role("option", name=product.title)).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator("#browse").get_by_role("link", name=product.title).first.click()
    expect(page.get_by_role("heading", name=product.title, level=1)).to_be_visible()


def fill_cart_in_two_tabs(page: Page) -> None:
    """What one tab does, the other shows."""
    see_live(page)
    page.get_by_role("button", name="Add to cart").click()
    expect(page.locator("#cart-drawer")).to_contain_text("Harbour heron")
    page.keyboard.press("Escape")
    open_live(page, "/cart/")
    other = open_beside(page, "/cart/")
    other.get_by_label("One more of Harbour heron").click()
    for tab in (page, other):
        expect(tab.get_by_label("Quantity of Harbour heron")).to_have_value("2", timeout=PATIENCE_MS)
        expect(tab.locator("[data-cart-total]")).to_have_text("$25.00")
        assert was_never_left(tab)
    other.close()


def sign_in_at_the_till(page: Page) -> None:
    """A guest who wants to pay says who they are, and is led on."""
    page.get_by_role("link", name="Check out").click()
    page.get_by_label("Email").fill("ben@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/checkout/$"))


def read_and_download(page: Page, folder: Path) -> None:
    """What was paid for is there."""
    see(page, ".delivered", people.SECRET)
    with page.expect_download() as began:
        page.get_by_role("button", name="Download").click()
    began.value.save_as(folder / "notes.txt")
    assert began.value.suggested_filename == "notes.txt"
    assert (folder / "notes.txt").read_bytes() == NOTES


def pay_with_a_declined_card(buyer: Page, windows: Windows) -> Order:
    """The buyer is told at once where they pay, and every other window a moment later."""
    buyer.get_by_role("button", name="Pay $44.50").click()
    see_hosted_page(buyer)
    see(windows.list, "#orders", "Harbour heron")
    order = Order.objects.get()
    open_live(windows.order, f"/orders/{order.public_id}/")
    type_card(buyer, DECLINED)
    expect(buyer.get_by_role("alert")).to_contain_text("declined")
    see(windows.order, ".waits", "The payment was declined. Nothing was charged; you can try again.")
    see(windows.desk, "#orders", "Harbour heron")
    order.refresh_from_db()
    assert order.state == "placed"
    expect(windows.earnings.locator("#earnings")).not_to_contain_text("$40.05")
    return order


def pay_with_a_card_whose_bank_asks(buyer: Page, order: Order, windows: Windows) -> None:
    """The buyer comes back before any webhook does, and that is enough."""
    type_card(buyer, AUTHENTICATE)
    buyer.get_by_role("button", name="Complete").click()
    expect(buyer).to_have_url(re.compile(f"/orders/{order.public_id}/$"), timeout=PATIENCE_MS)
    see_state(buyer, "Paid")
    see_state(windows.order, "Paid")
    see(windows.list, "#orders .state", "Paid")
    see(windows.sales, "#sales", "Harbour heron")
    see(windows.sales, "#sales", "Little tern")
    see(windows.earnings, "#earnings", "$40.05")
    see(windows.desk, "#orders .state", "Paid")


def test_guest_finds_pays_and_has_it_while_everybody_concerned_sees_it_move(
    crowd: Crowd, stripe: Stripe, tmp_path: Path
) -> None:
    ada, ben = people.ada(), with_password(people.ben())
    heron = people.product(ada, title="Harbour heron", price_minor=1250, most=5, files={"notes.txt": NOTES})
    put(ben, heron)
    put(ben, people.product(ada, title="Little tern", price_minor=700))
    put_on_shelves()
    buyer = crowd.somebody()
    find_by_misspelt_word(buyer, heron)
    fill_cart_in_two_tabs(buyer)
    sign_in_at_the_till(buyer)
    assert quantities(ben) == {"Harbour heron": 3, "Little tern": 1}
    windows = open_windows(crowd, buyer, ada)

    order = pay_with_a_declined_card(buyer, windows)
    stripe.wait_delivered()
    wait_worked()
    stripe.hold()
    pay_with_a_card_whose_bank_asks(buyer, order, windows)
    came = facts_of(order)

    # Each webhook twice, and the last first: nothing is any different.
    assert set(stripe.release("reversed", copies=2)) == {200}
    wait_worked()
    assert facts_of(order) == came
    assert Grant.objects.count() == 2
    assert_money_is_right()
    expect(windows.sales.locator("#sales li")).to_have_count(2)
    assert windows.were_never_left()
    buyer.locator(".order-lines li", has_text="Harbour heron").get_by_role("link", name="Read and download").click()
    read_and_download(buyer, tmp_path)
    buyer.goto("/library/")
    expect(buyer.locator("#library li")).to_have_count(2)


def test_the_last_one_is_kept_with_a_countdown_and_gone_for_others_at_once(crowd: Crowd, stripe: Stripe) -> None:
    ben = people.ben()
    heron = people.product(people.ada(), title="Harbour heron", price_minor=1250, stock=1)
    put(ben, heron)
    buyer, other = come(crowd, ben), crowd.somebody()
    shelf = open_live(other, f"/products/{heron.slug}/")
    expect(shelf.locator(".tier")).to_contain_text("1 left")
    buyer.goto("/checkout/")

    buyer.get_by_role("button", name="Pay $12.50").click()
    see_hosted_page(buyer)
    see(shelf, ".tier", "Sold out")
    buyer.get_by_role("link", name="Back to the shop").click()
    see_state(buyer, "Waiting for payment")
    clock = buyer.locator("time[data-countdown]")
    expect(clock).to_have_text(re.compile(r"^(3[01]|2\d):\d\d$"))
    before = clock.inner_text()
    expect(clock).not_to_have_text(before)
    buyer.get_by_role("button", name="Cancel the order").click()
    see_state(buyer, "Cancelled")
    see(shelf, ".tier", "1 left")

    assert was_never_left(shelf)


def test_webhooks_that_come_before_the_buyer_does_end_where_the_others_end(crowd: Crowd, stripe: Stripe) -> None:
    ben, heron = people.ben(), people.product(people.ada(), price_minor=1250, stock=1)
    put(ben, heron)
    buyer = come(crowd, ben)
    come_back_late(buyer, stripe)
    buyer.goto("/checkout/")
    buyer.get_by_role("button", name="Pay $12.50").click()
    see_hosted_page(buyer)
    beside = open_beside(buyer, "/orders/")
    type_card(buyer, SUCCESS)
    see(beside, "#orders .state", "Paid")
    expect(buyer).to_have_url(re.compile("/orders/[^/]+/$"), timeout=PATIENCE_MS)
    see_state(buyer, "Paid")

    order = Order.objects.get()
    came = facts_of(order)
    buyer.goto(f"/orders/{order.public_id}/return/?session_id={till.session_of(order)}")
    see_state(buyer, "Paid")
    assert facts_of(order) == came
    assert Grant.objects.count() == 1
    assert_money_is_right()
    assert was_never_left(beside)


def test_what_ada_gives_back_leaves_ben_s_library_while_he_looks(crowd: Crowd, stripe: Stripe) -> None:
    ada, ben = people.ada(), people.ben()
    order = till.check_out(ben, people.product(ada, title="Harbour heron", price_minor=1250)).order
    stripe.pay(till.session_of(order))
    stripe.wait_delivered()
    wait_worked()
    buyer, seller = come(crowd, ben), come(crowd, ada)
    page, library = open_live(buyer, f"/orders/{order.public_id}/"), open_beside(buyer, "/library/")
    expect(library.locator("#library")).to_contain_text("Harbour heron")
    earnings = open_live(seller, "/studio/earnings/")
    expect(earnings.locator("#earnings")).to_contain_text("$11.25")
    sale = open_beside(seller, f"/studio/sales/{order.public_id}/")

    sale.get_by_text("Refund", exact=True).click()
    sale.get_by_label("Harbour heron").fill("12.50")
    sale.get_by_label("Why").fill("It flew away.")
    sale.get_by_role("button", name="Give it back").click()
    see(sale, "#sale", "$12.50 refunded")

    see_state(page, "Refunded")
    see(page, ".timeline", "$12.50 refunded")
    expect(page.get_by_role("link", name="Read and download")).to_have_count(0)
    see(library, "#library", "What you buy or take for free is kept here")
    expect(earnings.locator("#earnings [data-main] ~ div").first).to_contain_text("$0.00", timeout=PATIENCE_MS)
    assert [was_never_left(window) for window in (page, library, earnings)] == [True] * 3
    assert_money_is_right()
