"""What costs nothing is had with one press: by members who may buy, once, and nothing that costs something."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from market.catalog.models import Product
from market.orders.models import Grant, Order
from project.accounts.models import User
from tests.frontend.store.shelves import browser_of
from tests.market import people

pytestmark = pytest.mark.django_db
PRESSED = 'formaction="/cart/take/"'


def take(person: User, product: Product) -> Any:
    return browser_of(person).post("/cart/take/", {"tier": people.tier_of(product).public_id})


def test_one_press_and_it_is_theirs() -> None:
    ben, made = people.ben(), people.product(people.ada(), pricing="free")

    led = take(ben, made)

    order = Order.objects.get(buyer=ben)
    assert (led.status_code, led["Location"]) == (302, f"/orders/{order.public_id}/")
    assert (order.state, order.total_minor) == ("paid", 0)
    assert Grant.objects.filter(person=ben, product=made, revoked_at=None).count() == 1


def test_pressed_again_it_leads_to_the_library_and_makes_no_second_order() -> None:
    ben, made = people.ben(), people.product(people.ada(), pricing="free")
    take(ben, made)

    led = take(ben, made)

    assert (led.status_code, led["Location"]) == (302, "/library/")
    assert Order.objects.count() == 1


def test_what_costs_something_is_not_taken() -> None:
    ben, made = people.ben(), people.product(people.ada(), price_minor=900)

    told = take(ben, made)

    assert (told.status_code, "This is not free." in told.text) == (409, True)
    assert not Order.objects.exists()


def test_whose_address_nobody_has_proved_is_told_so() -> None:
    ben, made = people.ben(), people.product(people.ada(), pricing="free")
    EmailAddress.objects.filter(user=ben).update(verified=False)

    told = take(ben, made)

    assert (told.status_code, "Confirm your email address first" in told.text) == (403, True)
    assert not Order.objects.exists()


def test_a_listing_that_nobody_sells_is_not_found() -> None:
    made = people.product(people.ada(), pricing="free", state="draft", approved_at=None)

    assert take(people.ben(), made).status_code == 404
    assert not Order.objects.exists()


def test_the_press_is_offered_to_members_where_something_is_free() -> None:
    free, sold = people.product(people.ada(), pricing="free"), people.product(people.ada(), price_minor=900)
    ben = browser_of(people.ben())

    assert PRESSED in ben.get(f"/products/{free.slug}/").text
    assert PRESSED not in ben.get(f"/products/{sold.slug}/").text
    assert PRESSED not in Client().get(f"/products/{free.slug}/").text
