"""The checkout shows what is paid, and starts the payment of that and of nothing else."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.test import Client

from market.cart import tax
from market.cart.tax import Taxable, TaxFound, TaxNotKnown
from market.orders.models import Order
from project.accounts.models import User
from tests.market import people
from tests.market.cart.shelf import put, quantities, reprice

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider has a page for every payment."""
    monkeypatch.setattr("market.flows.checkout.open_payment", lambda pk, **_: f"https://pay.example/{pk}")


def as_member(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def form_of(page: str) -> dict[str, str]:
    """What a person would send who looks at this page and presses the button."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {"name": "Ben Buyer", **hidden}


def look(browser: Client, query: str = "") -> str:
    return browser.get(f"/checkout/{query}").content.decode()


def pay(browser: Client, said: dict[str, str]) -> Any:
    return browser.post("/checkout/", said)


def test_a_guest_is_asked_to_sign_in_and_comes_back() -> None:
    led = Client().get("/checkout/")

    assert led.status_code == 302
    assert led["Location"].endswith("?next=%2Fcheckout%2F")


@pytest.mark.usefixtures("sent")
def test_the_button_says_how_much_and_leads_to_the_provider_s_page() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada(), price_minor=1250))

    page = look(browser)
    assert "Pay $12.50" in page
    led = pay(browser, form_of(page))

    order = Order.objects.get()
    assert (led.status_code, order.total_minor, order.state) == (302, 1250, "placed")
    assert led["Location"].startswith("https://pay.example/")
    assert order.billing["name"] == "Ben Buyer"
    assert quantities(ben) == {}


@pytest.mark.usefixtures("sent")
def test_pressed_twice_it_is_one_order() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada()))
    said = form_of(look(browser))

    first, second = pay(browser, said), pay(browser, said)

    assert first.status_code == second.status_code == 302
    assert Order.objects.count() == 1


@pytest.mark.usefixtures("sent")
def test_a_price_that_changed_meanwhile_is_shown_and_never_charged() -> None:
    ben, heron = people.ben(), people.product(people.ada(), price_minor=900)
    browser = as_member(ben)
    put(ben, heron)
    said = form_of(look(browser))
    reprice(heron, 1200)

    refused = pay(browser, said)

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "The total was $9.00 and is $12.00 by now. Nothing was charged" in page
    assert not Order.objects.exists()
    assert pay(browser, form_of(page)).status_code == 302
    assert Order.objects.get().total_minor == 1200


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("agreed", ["", "-1", "1", "0", "1249", "9" * 40, "1250.0"])
def test_a_total_that_was_never_shown_is_never_charged(agreed: str) -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada(), price_minor=1250))

    told = pay(browser, form_of(look(browser)) | {"agreed_total_minor": agreed})

    assert told.status_code == 409
    assert not Order.objects.exists()


@pytest.mark.usefixtures("sent")
def test_what_is_missing_is_named_and_nothing_is_ordered() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada()))

    told = pay(browser, form_of(look(browser)) | {"name": "", "company": "Ben and Co."})

    assert told.status_code == 422
    assert 'value="Ben and Co."' in told.content.decode()
    assert 'id="id_name_error"' in told.content.decode()
    assert not Order.objects.exists()


@pytest.mark.usefixtures("sent")
def test_tax_of_the_country_is_in_what_is_agreed_to(settings: LazySettings) -> None:
    settings.TAX, settings.TAX_TABLE = "table", "DE=1900"
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada(), price_minor=1000))

    part = browser.get("/checkout/sums/?country=DE").content.decode()
    assert "Pay $11.90" in part
    # A country that was chosen after the last look is not paid for before it was seen.
    untaxed = form_of(look(browser)) | {"country": "DE"}
    assert pay(browser, untaxed).status_code == 409
    assert pay(browser, form_of(look(browser, "?country=DE")) | {"country": "DE"}).status_code == 302

    order = Order.objects.get()
    assert (order.tax_minor, order.total_minor, order.tax_facts["country"]) == (190, 1190, "DE")


class KnowsNoCountry:
    """Whoever works out the tax, where it cannot."""

    def calculate(self, lines: Sequence[Taxable], *, currency: str, country: str) -> TaxFound:
        if country:
            raise TaxNotKnown(country)
        return TaxFound()


@pytest.mark.usefixtures("sent")
def test_a_country_whose_tax_nobody_knows_is_said_and_has_nothing_to_press(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TAX = "stripe"
    monkeypatch.setitem(tax._providers, "stripe", KnowsNoCountry())
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada(), price_minor=1000))

    for page in (browser.get("/checkout/sums/?country=AQ").content.decode(), look(browser, "?country=AQ")):
        assert page.count("The tax for Antarctica (AQ) cannot be worked out") == 1
        assert "data-pay" not in page

    assert pay(browser, form_of(look(browser)) | {"country": "AQ"}).status_code == 422
    assert not Order.objects.exists()


def test_a_cart_that_costs_nothing_is_had_at_once_and_asks_for_no_name() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada(), pricing="free"))

    page = look(browser)
    assert "Get it free" in page
    led = pay(browser, form_of(page) | {"name": ""})

    assert led["Location"] == f"/orders/{Order.objects.get().public_id}/"
    assert Order.objects.get().state == "paid"


@pytest.mark.usefixtures("sent")
def test_who_has_proved_no_address_is_told_to_and_orders_nothing() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada()))
    EmailAddress.objects.filter(user=ben).update(verified=False)

    page = look(browser)

    assert "Confirm your email address first" in page
    assert "data-pay" not in page
    assert pay(browser, form_of(page)).status_code == 403
    assert not Order.objects.exists()


def test_an_empty_cart_has_nothing_to_pay() -> None:
    page = look(as_member(people.ben()))

    assert "Your cart is empty." in page
    assert "data-pay" not in page
