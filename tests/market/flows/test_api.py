"""`POST /api/cart/checkout`: what a program buys for its person."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.test import Client

from market.orders.models import Order
from project.accounts.models import User
from tests.market import people
from tests.market.cart.shelf import put, quantities
from tests.project.accounts.tokens.cast import key_of

pytestmark = pytest.mark.django_db
ASKED = {"key": "till-0001", "currency": "USD", "agreed_total_minor": 900, "billing": {"name": "Ben", "country": "DE"}}


@pytest.fixture(autouse=True)
def _paid_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("market.flows.checkout.open_payment", lambda pk, **_: f"https://pay.example/{pk}")


def check_out(person: User, *scopes: str, **asked: Any) -> Any:
    program = Client(headers={"Authorization": f"Bearer {key_of(person, *scopes)[1]}"})
    return program.post("/api/cart/checkout", ASKED | asked, "application/json")


def test_a_program_orders_what_is_in_the_cart_and_is_told_where_it_is_paid() -> None:
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=900))

    told = check_out(ben, "orders:write")

    order = Order.objects.get()
    assert told.status_code == 201
    assert told.json()["order"] == order.public_id
    assert (told.json()["state"], told.json()["total_minor"]) == ("placed", 900)
    assert told.json()["url"].startswith("https://pay.example/")
    assert order.billing == {"name": "Ben", "country": "DE"}
    assert quantities(ben) == {}


def test_the_same_key_is_the_same_order() -> None:
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=900))

    first, second = check_out(ben, "orders:write"), check_out(ben, "orders:write")

    assert first.json() == second.json()
    assert Order.objects.count() == 1


def test_another_total_than_was_agreed_to_is_refused_with_the_one_that_it_is() -> None:
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=900))

    told = check_out(ben, "orders:write", agreed_total_minor=899)

    assert (told.status_code, told.json()["code"]) == (409, "PricesChanged")
    assert told.json()["fields"]["total_minor"] == 900
    assert not Order.objects.exists()


def test_who_names_no_country_pays_no_less_where_it_decides_the_tax(settings: LazySettings) -> None:
    settings.TAX, settings.TAX_TABLE = "table", "DE=1900"
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=900))

    told = check_out(ben, "orders:write", billing={})

    assert (told.status_code, told.json()["code"]) == (422, "CountryNeeded")
    assert not Order.objects.exists()


@pytest.mark.parametrize("currency", ["AAA", "CHF"])
def test_currency_that_nothing_is_sold_in_is_refused_by_name(currency: str) -> None:
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=900))

    told = check_out(ben, "orders:write", currency=currency)

    assert (told.status_code, told.json()["code"]) == (422, "CurrencyNotTaken")
    assert not Order.objects.exists()


def test_who_may_not_buy_orders_nothing() -> None:
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=900))

    assert check_out(ben, "cart:write").json()["code"] == "ScopeMissing"
    assert Client().post("/api/cart/checkout", ASKED, "application/json").status_code == 401
    EmailAddress.objects.filter(user=ben).update(verified=False)
    assert check_out(ben, "orders:write").json()["code"] == "AddressNotVerified"

    assert not Order.objects.exists()
    assert len(quantities(ben)) == 1
