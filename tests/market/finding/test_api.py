"""`/api/products`: lists, counts, pages, suggestions, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.catalog.models import Product
from project.base import clock
from tests.market.finding.found import index
from tests.market.people import ada, cyd, product

pytestmark = pytest.mark.django_db


def ask(address: str = "", status: int = 200, **asked: Any) -> dict[str, Any]:
    answer = Client().get(f"/api/products{address}", asked)
    assert answer.status_code == status, answer.content
    return answer.json()  # type: ignore[no-any-return]


def titles(told: dict[str, Any]) -> list[str]:
    return [one["title"] for one in told["products"]]


def test_a_list_is_filtered_sorted_and_counted() -> None:
    seller = ada()
    product(seller, title="Dear", price_minor=5000, kind="api", at="apis/maps", tags=["maps"])
    product(seller, title="Cheap", price_minor=500, kind="api", at="apis/web")
    product(cyd(), title="Other", price_minor=900)
    index()

    assert titles(ask(sort="price_up")) == ["Cheap", "Other", "Dear"]
    assert titles(ask(category="apis", sort="price_down")) == ["Dear", "Cheap"]
    assert titles(ask(price_min=600, price_max=4000)) == ["Other"]
    assert titles(ask(tag="maps")) == ["Dear"]
    assert titles(ask(seller=seller.public_id, kind="api", sort="price_up")) == ["Cheap", "Dear"]
    told = ask(kind="api")
    assert told["facets"]["kind"] == {"api": 2, "prompt": 1}
    assert told["facets"]["category"] == {"apis": 2, "apis/maps": 1, "apis/web": 1}
    assert told["facets"]["dearest"] == 5000


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "stone"},
        {"sort": "luck"},
        {"page": 0},
        {"limit": 101},
        {"cursor": "nobodys"},
        {"price_min": -1},
        {"currency": "usd"},
        {"category": "../etc"},
        {"page": 9000, "limit": 100},
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any]) -> None:
    ask(status=422, **asked)


def test_a_cursor_of_one_order_is_none_of_another() -> None:
    for _number in range(3):
        product(ada())
    index()

    told = ask(cursor="", limit=1, sort="newest")

    ask(status=422, cursor=told["next"], sort="price_up")
    assert len(titles(ask(cursor=told["next"], limit=5, sort="newest"))) == 2


def test_an_answer_that_is_known_is_not_told_again() -> None:
    product(ada())
    index()
    first = Client().get("/api/products")

    again = Client().get("/api/products", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_suggestions_forgive_slips_and_lead_somewhere() -> None:
    product(ada(), title="Contract reviewer", tags=["contracts"], at="prompts/contract-law")
    index()

    for typed in ("contr", "contrac", "contarct", "cotnra", "CONTRACT rev"):
        told = ask("/suggest", q=typed)["suggestions"]
        assert told[0]["label"] == "Contract reviewer", typed
        assert told[0]["url"].startswith("/products/contract-reviewer")
    kinds = {one["kind"] for one in ask("/suggest", q="contract")["suggestions"]}
    assert kinds == {"product", "category", "tag"}
    assert {one["kind"] for one in ask("/suggest", q="ada")["suggestions"]} == {"product", "seller"}


@pytest.mark.parametrize("nothing", ["", "c", "\u00b2\u00b2", "'':*", "%", "_ _"])
def test_nothing_is_suggested_for_next_to_nothing(nothing: str) -> None:
    assert ask("/suggest", q=nothing)["suggestions"] == []


@pytest.mark.parametrize("asked", [{}, {"search": "heron"}, {"sort": "price_up"}, {"cursor": ""}])
def test_thirty_products_cost_as_many_queries_as_three(asked: dict[str, Any]) -> None:
    for number in range(3):
        product(ada(), title=f"Heron {number}", tags=[f"t{number}"])
    index()
    few = _queries(asked)
    for number in range(27):
        product(ada(), title=f"Heron again {number}", tags=[f"u{number}"])
    index()

    many = _queries(asked)

    assert len(ask(limit=50)["products"]) == 30
    assert many == few


def test_what_is_beside_a_product_is_like_it_and_for_sale() -> None:
    one = product(ada(), title="Contract reviewer", description="Finds risky clauses in legal agreements")
    product(ada(), title="Lease explainer", description="Explains clauses in legal rental agreements")
    gone = product(ada(), title="Agreement checker", description="Legal agreements and their risky clauses")
    index()
    Product.objects.filter(pk=gone.pk).update(is_paused=True, changed_at=clock.now() + timedelta(seconds=1))

    told = ask(f"/{one.slug}/related")

    assert [beside["title"] for beside in told["similar"]] == ["Lease explainer"]


def _queries(asked: dict[str, Any]) -> int:
    browser = Client()
    browser.get("/api/products", {**asked, "limit": 50})
    with CaptureQueriesContext(connection) as made:
        # Another page size is another count of nothing: what is kept for the same question is not asked again.
        browser.get("/api/products", {**asked, "limit": 50, "tag": "x"})
        browser.get("/api/products", {**asked, "limit": 50})
    return len(made)
