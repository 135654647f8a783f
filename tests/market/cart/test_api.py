"""`/api/cart` for a browser that nobody knows, a member, a program, and somebody else."""

import json
from typing import Any

import pytest
from django.test import Client

from market.cart.models import Cart, CartLine
from project.accounts.models import User
from tests.market import people
from tests.market.cart.shelf import put, quantities
from tests.project.accounts.tokens.cast import key_of

pytestmark = pytest.mark.django_db
JSON = "application/json"


def as_member(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def add(browser: Client, tier: str, quantity: Any = 1, **headers: str) -> Any:
    return browser.post("/api/cart/items", {"tier": tier, "quantity": quantity}, JSON, headers=headers)


def test_a_guest_reads_an_empty_cart_without_a_row_and_owns_one_once_something_is_in_it() -> None:
    browser, tier = Client(), people.tier_of(people.product(people.ada(), price_minor=700)).public_id

    empty = browser.get("/api/cart").json()
    assert (empty["items"], empty["version"]) == ([], 0)
    assert not User.objects.filter(is_guest=True).exists()

    told = add(browser, tier).json()

    assert (told["quantity"], told["total_minor"], told["can_be_bought"]) == (1, 700, True)
    assert browser.get("/api/cart").json() == told
    assert User.objects.filter(is_guest=True, display_name="").count() == 1
    assert Client().get("/api/cart").json()["items"] == []


def test_items_are_changed_and_taken_out_one_by_one_and_all_at_once() -> None:
    ben, ada = people.ben(), people.ada()
    browser, heron, crane = as_member(ben), people.product(ada, most=5), people.product(ada)
    line = put(ben, heron)
    put(ben, crane)

    changed = browser.patch(f"/api/cart/items/{line}", {"quantity": 4}, JSON).json()
    assert changed["items"][0]["quantity"] == 4
    assert len(browser.delete(f"/api/cart/items/{line}").json()["items"]) == 1
    assert browser.delete("/api/cart/clear").json()["items"] == []
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("quantity", [0, -1, "2", 1.5, 10**30, None, True])
def test_a_quantity_that_is_none_is_refused(quantity: Any) -> None:
    ben = people.ben()
    tier = people.tier_of(people.product(people.ada(), most=5)).public_id

    assert add(as_member(ben), tier, quantity).status_code == 422
    assert not CartLine.objects.exists()


def test_a_refusal_says_which_and_how_many() -> None:
    tier = people.tier_of(people.product(people.ada(), most=5)).public_id

    told = add(as_member(people.ben()), tier, 6)

    assert (told.status_code, told.json()["code"], told.json()["fields"]) == (422, "QuantityTooLarge", {"most": 5})


def test_a_line_of_somebody_else_is_neither_changed_nor_removed() -> None:
    ben = people.ben()
    line = put(ben, people.product(people.ada(), title="Heron", most=5))

    for browser in (as_member(people.cyd()), Client()):
        assert browser.patch(f"/api/cart/items/{line}", {"quantity": 2}, JSON).status_code == 404
        assert browser.delete(f"/api/cart/items/{line}").status_code == 404

    assert quantities(ben) == {"Heron": 1}
    assert Cart.objects.count() == 1


def test_a_change_under_the_version_that_was_read_goes_through_and_under_an_older_one_does_not() -> None:
    ben, ada = people.ben(), people.ada()
    browser = as_member(ben)
    put(ben, people.product(ada))
    etag, tier = browser.get("/api/cart")["ETag"], people.tier_of(people.product(ada)).public_id

    assert add(browser, tier, **{"If-Match": etag}).status_code == 200

    late = add(browser, people.tier_of(people.product(ada)).public_id, **{"If-Match": etag})
    assert (late.status_code, late.json()["code"]) == (412, "VersionMoved")
    assert CartLine.objects.count() == 2
    assert browser.get("/api/cart", headers={"If-None-Match": browser.get("/api/cart")["ETag"]}).status_code == 304


def test_the_same_request_under_one_key_is_done_once() -> None:
    ben = people.ben()
    browser, tier = as_member(ben), people.tier_of(people.product(people.ada(), most=5, title="Heron")).public_id

    answers = [add(browser, tier, **{"Idempotency-Key": "once"}) for _time in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert answers[2]["Idempotency-Replayed"] == "true"
    assert quantities(ben) == {"Heron": 1}


def program(person: User, *scopes: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {key_of(person, *scopes)[1]}"})


def test_a_program_does_what_its_scopes_say_with_its_person_s_cart() -> None:
    ben = people.ben()
    tier = people.tier_of(people.product(people.ada(), title="Heron")).public_id

    assert add(program(ben, "cart:read"), tier).json()["code"] == "ScopeMissing"
    assert program(ben, "cart:write").get("/api/cart").status_code == 403
    assert add(program(ben, "cart:write"), tier).status_code == 200

    assert quantities(ben) == {"Heron": 1}
    assert program(ben, "cart:read").get("/api/cart").json()["quantity"] == 1


def test_an_amount_that_is_chosen_is_kept_and_one_that_is_too_small_is_refused() -> None:
    ben = people.ben()
    browser = as_member(ben)
    line = put(ben, people.product(people.ada(), price_minor=300, pricing="pay_what_you_want"))

    told = browser.patch(f"/api/cart/items/{line}", {"chosen_minor": 900}, JSON).json()
    assert told["total_minor"] == 900

    refused = browser.patch(f"/api/cart/items/{line}", {"chosen_minor": 299}, JSON)
    assert (refused.status_code, refused.json()["fields"]) == (422, {"least_minor": 300})
    assert browser.patch(f"/api/cart/items/{line}", {"chosen_minor": -1}, JSON).status_code == 422


def test_another_currency_is_asked_for_and_an_unknown_one_refused() -> None:
    ben = people.ben()
    browser = as_member(ben)
    put(ben, people.product(people.ada(), prices={"USD": 1000, "EUR": 900}))

    assert browser.patch("/api/cart", {"currency": "EUR"}, JSON).json()["total_minor"] == 900
    assert browser.patch("/api/cart", {"currency": "XXX"}, JSON).status_code == 422
    assert json.loads(browser.get("/api/cart").content)["currency"] == "EUR"
