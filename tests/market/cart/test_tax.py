"""Tax by a table, by whoever registered, or not at all; a program that could not work it out does not start."""

import pytest
from django.conf import LazySettings

from market.cart.pricing import TaxRate
from market.cart.queries import find_tax, with_tax
from market.cart.tax import TaxFound, TaxNotSetUp, check, read_table, register_tax, tax_in_force
from tests.market import people
from tests.market.cart.shelf import cart, put


def test_a_table_names_basis_points_by_country() -> None:
    assert read_table("DE=1900, AT=2000") == {"DE": 1900, "AT": 2000}


@pytest.mark.parametrize("table", ["DE", "DE=", "de=1900", "DEU=1900", "DE=19.0", "DE=-1", "DE=5001", "DE=1 DE=2"])
def test_a_table_that_cannot_be_read_is_refused_by_the_part(table: str) -> None:
    with pytest.raises(TaxNotSetUp, match="TAX_TABLE"):
        read_table(table)


def test_what_nobody_works_out_keeps_the_program_from_starting() -> None:
    for kind, table in (("vat", ""), ("table", "")):
        with pytest.raises(TaxNotSetUp, match=f"TAX={kind}"):
            check(kind, table)


def test_a_provider_that_nobody_registered_is_refused_by_name(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("market.cart.tax._providers", {})
    settings.TAX = "stripe"

    with pytest.raises(TaxNotSetUp, match="TAX=stripe"):
        tax_in_force()

    answer = _Answer()
    register_tax("stripe", answer)
    assert tax_in_force() is answer


class _Answer:
    def calculate(self, lines: object, *, currency: str, country: str) -> TaxFound:
        return TaxFound(facts={"by": "test"})


@pytest.mark.django_db
def test_a_country_of_the_table_is_added_to_the_price_and_another_is_not(settings: LazySettings) -> None:
    settings.TAX, settings.TAX_TABLE = "table", "DE=1900"
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=1000))
    shown = cart(ben)

    taxed, untaxed = (with_tax(shown, find_tax(shown, country=country)) for country in ("DE", "FR"))

    assert (shown.quote.total_minor, untaxed.quote.total_minor) == (1000, 1000)
    assert (taxed.quote.tax_minor, taxed.quote.total_minor) == (190, 1190)
    assert taxed.quote.taxes == ((TaxRate(bps=1900, jurisdiction="DE", name="VAT"), 190),)
    assert taxed.tax.facts == {"by": "table", "country": "DE", "bps": 1900}
