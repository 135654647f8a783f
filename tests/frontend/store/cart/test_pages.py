"""The cart without a script: forms that are posted, and pages that come back."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.cart.models import Cart, CartLine
from market.catalog.models import Tier
from project.accounts.models import User
from tests.market import people
from tests.market.cart.shelf import cart, put, quantities, reprice

pytestmark = pytest.mark.django_db


def as_member(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def add(browser: Client, product: Any, **said: str) -> Any:
    return browser.post("/cart/add/", {"tier": people.tier_of(product).public_id, **said})


def seen(browser: Client, address: str = "/cart/") -> str:
    return re.sub(r"\s+", " ", browser.get(address).content.decode())


# Putting in


def test_a_guest_without_a_script_adds_a_product_and_is_led_to_the_cart() -> None:
    browser, heron = Client(), people.product(people.ada(), title="Heron", price_minor=1250, most=5)

    led = add(browser, heron, quantity="2")

    assert (led.status_code, led["Location"]) == (302, "/cart/")
    page = seen(browser)
    assert "Heron" in page
    assert "$25.00" in page
    assert "data-cart-count>2<" in page


def test_looking_makes_no_row_and_asks_nothing_for_a_visitor_whom_nobody_knows() -> None:
    browser = Client()

    with CaptureQueriesContext(connection) as asked:
        page = seen(browser)

    assert "Nothing is in your cart yet." in page
    assert [query["sql"] for query in asked if "cart_" in query["sql"] or "accounts_" in query["sql"]] == []
    assert not User.objects.filter(is_guest=True).exists()
    assert not Cart.objects.exists()


def test_the_button_in_the_header_costs_one_query_for_somebody_known() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada()))

    with CaptureQueriesContext(connection) as asked:
        page = seen(browser, "/name/")

    assert "data-cart-count>1<" in page
    assert f'data-topic="cart.{ben.public_id}"' in page
    assert sum("cart_cartline" in query["sql"] for query in asked) == 1


def test_what_is_refused_comes_back_with_what_was_typed_and_why() -> None:
    browser, jar = Client(), people.product(people.ada(), price_minor=300, pricing="pay_what_you_want")

    refused = add(browser, jar, amount="1.50", currency="USD")

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="1.50"' in page
    assert "The least is $3.00." in page
    assert not CartLine.objects.exists()


def test_an_amount_is_read_in_the_currency_that_stood_beside_it_and_in_no_other() -> None:
    ben, ada = people.ben(), people.ada()
    browser = as_member(ben)
    put(ben, people.product(ada, prices={"JPY": 1200}))
    jar = people.product(ada, prices={"USD": 300, "JPY": 300}, pricing="pay_what_you_want")

    refused = add(browser, jar, amount="500", currency="USD")

    assert refused.status_code == 409
    assert "You pay, in JPY" in refused.content.decode()
    assert add(browser, jar, amount="500", currency="JPY").status_code == 302
    assert cart(ben).quote.total_minor == 1700


def test_an_empty_cart_takes_the_currency_that_its_owner_sees_prices_in() -> None:
    ben = people.ben()
    browser = as_member(ben)
    browser.cookies["currency"] = "EUR"

    add(browser, people.product(people.ada(), prices={"USD": 1000, "EUR": 900}))

    assert (cart(ben).currency, cart(ben).quote.total_minor) == ("EUR", 900)


@pytest.mark.parametrize("quantity", ["0", "-1", "two", "9" * 30, ""])
def test_a_quantity_that_is_none_is_refused_and_makes_nobody_a_guest(quantity: str) -> None:
    heron = people.product(people.ada(), most=5)

    assert add(Client(), heron, quantity=quantity).status_code == 422
    assert not CartLine.objects.exists()


def test_a_script_is_answered_with_the_form_and_the_button_alone() -> None:
    browser, heron = Client(), people.product(people.ada(), most=5)

    told = browser.post(
        "/cart/add/", {"tier": people.tier_of(heron).public_id, "quantity": "2"}, headers={"X-Part": "cart"}
    ).content.decode()

    assert "data-cart-count>2<" in told
    assert "In your cart." in told
    assert "<html" not in told


# Changing


def test_a_quantity_is_stepped_set_and_taken_to_what_is_left() -> None:
    ben = people.ben()
    browser = as_member(ben)
    line = put(ben, people.product(people.ada(), title="Heron", most=5))
    address = f"/cart/lines/{line}/"

    browser.post(address, {"quantity": "1", "step": "1"})
    assert quantities(ben) == {"Heron": 2}
    browser.post(address, {"quantity": "4"})
    assert quantities(ben) == {"Heron": 4}
    browser.post(address, {"quantity": "4", "step": "-1"})
    assert quantities(ben) == {"Heron": 3}

    refused = browser.post(address, {"quantity": "6"})
    assert refused.status_code == 422
    assert "One person may buy 5 at once." in refused.content.decode()
    assert quantities(ben) == {"Heron": 3}


def test_what_was_removed_can_be_put_back_as_it_was() -> None:
    ben = people.ben()
    browser = as_member(ben)
    line = put(ben, people.product(people.ada(), title="Heron", most=5), 3)

    led = browser.post(f"/cart/lines/{line}/remove/")
    page = seen(browser, led["Location"])

    assert "“Heron” was taken out." in page
    assert quantities(ben) == {}
    hidden = dict(re.findall(r'<input type="hidden" name="(undo|quantity|chosen)" value="([^"]*)"', page))
    browser.post("/cart/put-back/", hidden)
    assert quantities(ben) == {"Heron": 3}


def test_a_line_of_somebody_else_is_neither_changed_nor_removed() -> None:
    ben = people.ben()
    line = put(ben, people.product(people.ada(), title="Heron", most=5))

    for browser in (Client(), as_member(people.cyd())):
        assert browser.post(f"/cart/lines/{line}/", {"quantity": "2"}).status_code == 404
        assert browser.post(f"/cart/lines/{line}/remove/").status_code == 404

    assert quantities(ben) == {"Heron": 1}


def test_a_new_price_is_shown_beside_the_old_one_until_it_is_agreed_to() -> None:
    ben, heron = people.ben(), people.product(people.ada(), price_minor=900)
    browser = as_member(ben)
    put(ben, heron)
    reprice(heron, 1200)

    assert "Was $9.00, now $12.00" in seen(browser)
    browser.post("/cart/agree/")

    assert "Was $9.00" not in seen(browser)
    assert "$12.00" in seen(browser)


def test_what_sold_out_or_is_short_says_so_and_what_to_do() -> None:
    ben, ada = people.ben(), people.ada()
    browser = as_member(ben)
    put(ben, people.product(ada, stock=5, most=5), 4)
    gone = put(ben, people.product(ada, stock=9, most=9))
    Tier.objects.filter(stock=5).update(sold=3)
    Tier.objects.filter(stock=9).update(sold=9)

    page = seen(browser)

    assert "Only 2 are left." in page
    assert "Take 2" in page
    assert "This is sold out." in page
    assert 'href="/checkout/"' not in page
    browser.post(f"/cart/lines/{gone}/remove/")
    browser.post(f"/cart/lines/{cart(ben).lines[0].id}/", {"quantity": "2"})
    assert 'href="/checkout/"' in seen(browser)


def test_another_currency_is_chosen_for_the_cart_and_kept_for_the_shop() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada(), prices={"USD": 1000, "EUR": 900}))

    browser.post("/cart/currency/", {"currency": "EUR"})

    assert "€9.00" in seen(browser)
    assert browser.cookies["currency"].value == "EUR"


@pytest.mark.parametrize("currency", ["", "XXX", "usd", "<script>"])
def test_a_currency_that_is_not_taken_changes_nothing(currency: str) -> None:
    ben = people.ben()
    put(ben, people.product(people.ada()))

    assert as_member(ben).post("/cart/currency/", {"currency": currency}).status_code == 422
    assert cart(ben).currency == "USD"


def test_an_address_that_somebody_made_up_offers_nothing_to_put_back() -> None:
    draft = people.product(people.ada(), title="Secret plans", state="draft", approved_at=None)
    tier = people.tier_of(draft).public_id

    for query in (f"undo={tier}", "undo=tier_x&quantity=99999999999999999999", "undo=%3Cscript%3E"):
        page = seen(Client(), f"/cart/?{query}")
        assert "Secret plans" not in page
        assert "Undo" not in page
