"""Searching: by words as typed, mistyped and alike, by meaning, and never what is not for sale."""

import pytest

from market.finding.search.listing import list_after, list_page
from market.finding.search.wanted import Wanted
from tests.market.finding.found import found, index
from tests.market.people import ada, cyd, product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> None:
    product(ada(), title="Invoice reader", tagline="Takes totals and taxes out of bills", tags=["ocr"], kind="api")
    product(ada(), title="Voice of the harbour", tagline="A calm narrator", kind="model", at="models/speech")
    product(cyd(), title="Contract reviewer", tagline="Finds the risky clauses", description="For lawyers in a hurry.")
    product(cyd(), title="Café menu writer", tagline="Menus that make people hungry")
    product(ada(), title="Watercolour brushes", tagline="Forty brushes", kind="download", at="downloads/art")
    index()


@pytest.mark.parametrize(
    "typed",
    ["invoice reader", "INVOICE", "invoices", "invoi", "invocie", "inovice raeder", "bill", '"invoice reader"', "ocr"],
)
def test_a_product_is_found_by_words_beginnings_slips_and_synonyms(typed: str) -> None:
    assert found(typed)[0] == "Invoice reader"


def test_accents_make_no_difference() -> None:
    assert found("cafe menu")[0] == found("CAFÉ")[0] == "Café menu writer"


def test_what_means_alike_is_found_without_a_word_in_common() -> None:
    assert found("attorney reviewing an agreement")[0] == "Contract reviewer"


def test_a_word_with_a_minus_is_nowhere() -> None:
    assert "Voice of the harbour" in found("narrator")
    assert "Voice of the harbour" not in found("narrator -harbour")


def test_what_is_mistyped_is_said() -> None:
    listed = list_page(Wanted(search="contarct reviewer"), page=1, limit=5)

    assert listed.mended == "contract reviewer"


@pytest.mark.parametrize(
    "typed", ["", "  ", "the", "''", '"', "a:*", "!!!", "-", "\x00", "& | ! ( )", "🦆", "c++", "x" * 300, "\\'"]
)
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    list_page(Wanted(search=typed), page=1, limit=5)


def test_pages_and_cursors_show_everything_once_in_each_order() -> None:
    for sort in ("newest", "popular", "price_up", "price_down"):
        wanted = Wanted(sort=sort)
        whole = [one.slug for one in list_page(wanted, page=1, limit=50).products]
        by_pages = [one.slug for page in (1, 2, 3) for one in list_page(wanted, page=page, limit=2).products]
        by_cursor: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            listed = list_after(wanted, cursor=cursor, limit=2)
            by_cursor += [one.slug for one in listed.products]
            cursor = listed.next

        assert len(whole) == 5
        assert by_pages == by_cursor == whole
