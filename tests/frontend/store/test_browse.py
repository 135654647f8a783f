"""The lists of the shop: a plain form that finds, filters and turns pages, and the same piece by piece."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.catalog.models import Product
from tests.frontend.weight import weight_of
from tests.market.finding.found import index
from tests.market.people import ada, cyd, product

pytestmark = pytest.mark.django_db
TITLES = re.compile(r'<h3><a href="[^"]*">([^<]*)</a></h3>')
LIMIT = 60 * 1024


def look(address: str = "/products/", *, target: str = "", **asked: Any) -> str:
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    answer = Client().get(address, asked, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return [unescape(one) for one in TITLES.findall(page)]


def test_a_form_without_scripts_searches_filters_and_sorts() -> None:
    product(ada(), title="Heron sketch", price_minor=900, kind="download", at="downloads/art", tags=["birds"])
    product(ada(), title="Heron model", price_minor=300, kind="model", at="models")
    product(cyd(), title="Contract reviewer", price_minor=500)
    index()

    page = look(search="hreon", sort="price_up")

    assert titles(page) == ["Heron model", "Heron sketch"]
    assert "<b>heron</b>" in page
    assert titles(look(kind="download")) == ["Heron sketch"]
    assert titles(look(price_min="4", price_max="6.00")) == ["Contract reviewer"]
    assert titles(look(tag="birds")) == ["Heron sketch"]
    assert titles(look("/categories/downloads/")) == ["Heron sketch"]
    assert look("/categories/downloads/").count("<h1>Downloads</h1>") == 1


def test_a_filter_that_is_set_has_a_way_out_that_keeps_the_others() -> None:
    product(ada(), title="Heron sketch", kind="download", tags=["birds"])
    index()

    page = look(kind="download", tag="birds", search="heron")

    assert 'href="/products/?kind=download&amp;search=heron"' in page
    assert 'href="/products/?tag=birds&amp;search=heron"' in page


def test_pages_have_addresses_and_cards_come_piece_by_piece() -> None:
    for number in range(30):
        product(ada(), title=f"Heron {number:02}")
    index()

    first, second = look(), look(page="2")
    more = look(page="2", target="more")

    assert len(titles(first)) == 24
    assert titles(second) == titles(more)
    assert len({*titles(first), *titles(second)}) == 30
    assert 'rel="next" href="/products/?page=2"' in first
    assert "<html" not in more
    assert "<html" not in look(target="browse")


def test_an_empty_list_says_what_to_do_next() -> None:
    product(ada(), title="Heron sketch")
    index()

    page = look(search="qqqq zzzz", kind="prompt")

    assert "Nothing fits “qqqq zzzz”" in page
    assert "See everything for sale" in page
    assert titles(page) == ["Heron sketch"]


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "stone"},
        {"page": "-1"},
        {"page": "99999999"},
        {"price_min": "much"},
        {"sort": "luck"},
        {"tag": "\x01"},
        {"trait": "a"},
        {"search": "\u202e<script>"},
    ],
)
def test_an_address_that_means_nothing_still_shows_a_list(asked: dict[str, str]) -> None:
    product(ada())
    index()

    assert "<script>" not in look(**asked).partition("<main")[2]


def test_a_category_that_is_not_there_is_not_found() -> None:
    assert Client().get("/categories/nowhere/").status_code == 404


def test_thirty_products_cost_a_page_as_many_queries_as_three() -> None:
    for number in range(3):
        product(ada(), title=f"Heron {number}")
    index()
    few = _queries()
    for number in range(20):
        product(ada(), title=f"Heron again {number}")
    index()

    assert _queries() == few


def test_a_list_that_is_searched_makes_no_page_for_search_engines() -> None:
    product(ada(), title="Heron")
    index()

    assert 'content="noindex"' in look(search="heron")
    assert 'content="noindex"' not in look()
    assert '/products/">' in look(search="heron").partition('rel="canonical"')[2][:80]


def test_nothing_that_is_not_for_sale_is_shown_or_counted_once_the_worker_ran() -> None:
    made = product(ada(), title="Heron", tags=["birds"])
    index()
    Product.objects.filter(pk=made.pk).update(is_paused=True)
    assert titles(look()) == []
    index()

    page = look(search="heron")

    assert titles(page) == []
    assert "birds" not in page


def test_a_full_page_is_light() -> None:
    for number in range(24):
        product(ada(), title=f"Heron {number}", tagline="A sketch of a heron in the reeds", tags=[f"bird-{number}"])
    index()

    assert weight_of(look()) < LIMIT


def _queries() -> int:
    browser = Client()
    browser.get("/products/")
    with CaptureQueriesContext(connection) as made:
        browser.get("/products/", {"tag": "nothing"})
        browser.get("/products/")
    return len(made)
