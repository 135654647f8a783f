"""Tax calculations of the sandbox: worked out a line at a time, looked at later, refused in Stripe's words."""

import json
from typing import Any

import pytest
import stripe as library
from stripe.tax import Calculation, CalculationLineItem

from tests.market.payments.sandbox.examples import differences
from tests.market.payments.sandbox.shop import Shop

EXPANDED = ["line_items.data.tax_breakdown"]
SHOWN = frozenset({"line_items"})
# Stripe's published line shows neither; the library's own type does.
PARTS = frozenset({"tax_breakdown"})


def asked(country: str = "DE", *amounts: int, **more: Any) -> dict[str, Any]:
    lines = [{"amount": amount, "reference": f"L{place}"} for place, amount in enumerate(amounts or (1000,))]
    address = {"country": country, **more.pop("address", {})}
    customer = {"address": address, "address_source": "billing", **more.pop("customer", {})}
    return {"currency": "eur", "customer_details": customer, "line_items": lines, **more}


def calculate(shop: Shop, *args: Any, **more: Any) -> Calculation:
    params: Any = asked(*args, **more)
    return shop.v1.tax.calculations.create(params)


def plain(found: Any) -> dict[str, Any]:
    return dict(json.loads(json.dumps(found.to_dict(), default=str)))


@pytest.mark.parametrize("country", ["DE", "BR"])
def test_calculation_and_its_lines_are_as_published(shop: Shop, country: str) -> None:
    made = plain(calculate(shop, country, 1000, 505))

    lines = plain(shop.v1.tax.calculations.line_items.list(made["id"]))["data"]

    assert differences(made, "tax.calculation") == []
    assert [differences(line, "tax.calculation_line_item") for line in lines] == [[], []]


def test_parts_of_a_line_are_as_the_library_types_them(shop: Shop) -> None:
    made = plain(calculate(shop, expand=EXPANDED))
    line = made["line_items"]["data"][0]
    part = line["tax_breakdown"][0]

    like = CalculationLineItem.TaxBreakdown
    assert differences(made, "tax.calculation", more=SHOWN) == []
    assert differences(line, "tax.calculation_line_item", more=PARTS) == []
    assert set(part) == fields(like)
    assert set(part["jurisdiction"]) == fields(like.Jurisdiction)
    assert set(part["tax_rate_details"]) == fields(like.TaxRateDetails)


def test_each_line_is_rounded_by_itself_and_the_sums_are_theirs(shop: Shop) -> None:
    made = plain(calculate(shop, "CH", 105, 105, 1000, expand=EXPANDED))

    assert [line["amount_tax"] for line in made["line_items"]["data"]] == [9, 9, 81]
    assert (made["tax_amount_exclusive"], made["amount_total"]) == (99, 1309)
    assert [(part["amount"], part["taxable_amount"]) for part in made["tax_breakdown"]] == [(99, 1210)]
    assert made["tax_breakdown"][0]["tax_rate_details"]["percentage_decimal"] == "8.1"


def test_tax_that_is_in_the_price_is_taken_out_of_it(shop: Shop) -> None:
    params: Any = asked("DE", 1190)
    params["line_items"][0]["tax_behavior"] = "inclusive"
    made = shop.v1.tax.calculations.create(params)

    assert (made.tax_amount_inclusive, made.tax_amount_exclusive, made.amount_total) == (190, 0, 1190)


def test_a_code_can_be_exempt_where_another_is_not(shop: Shop) -> None:
    params: Any = asked("CO", 1000, 1000)
    params["line_items"][1]["tax_code"] = "txcd_10103001"
    made = shop.v1.tax.calculations.create(params)

    assert [(part.amount, part.taxability_reason) for part in made.tax_breakdown] == [
        (190, "standard_rated"),
        (0, "product_exempt"),
    ]


@pytest.mark.parametrize("override", ["customer_exempt", "reverse_charge"])
def test_who_owes_none_is_charged_none(shop: Shop, override: str) -> None:
    made = calculate(shop, customer={"taxability_override": override})

    assert (made.tax_amount_exclusive, made.tax_breakdown[0].taxability_reason) == (0, override)


@pytest.mark.parametrize(
    ("country", "more"),
    [("US", {"postal_code": "10001"}), ("CA", {"state": "QC"}), ("CA", {"postal_code": "H2X 1Y4"})],
)
def test_where_a_country_is_not_enough_more_of_the_address_is(shop: Shop, country: str, more: dict[str, str]) -> None:
    refused(shop, "customer_tax_location_invalid", asked(country))

    made = calculate(shop, country, address=more)

    assert made.tax_breakdown[0].taxability_reason == "not_collecting"


@pytest.mark.parametrize("country", ["ZZ", "EU", "de", "DEU"])
def test_a_country_that_is_none_is_refused_in_stripes_shape(shop: Shop, country: str) -> None:
    error = refused(shop, "customer_tax_location_invalid", asked(country))

    assert (error.http_status, error.param) == (400, "customer_details[address]")


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"currency": "xxx"}, None, "currency"),
        ({"line_items": []}, "parameter_missing", "line_items"),
        ({"line_items": [{"amount": -1}]}, "parameter_invalid_integer", "line_items[0][amount]"),
        ({"line_items": [{"amount": 1, "reference": "a"}] * 2}, None, "line_items"),
        ({"line_items": [{"amount": 1, "tax_code": "books"}]}, "resource_missing", "line_items[0][tax_code]"),
        ({"customer_details": {"address_source": "billing"}}, "parameter_missing", "customer_details[address]"),
        (
            {"customer_details": {"address": {"country": "DE"}}},
            "parameter_missing",
            "customer_details[address_source]",
        ),
        (
            {"customer_details": {"address": {"city": "Bonn"}}},
            "parameter_missing",
            "customer_details[address][country]",
        ),
        ({"colour": "red"}, "parameter_unknown", "colour"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(
    shop: Shop, change: dict[str, Any], code: str | None, param: str
) -> None:
    assert refused(shop, code, asked() | change).param == param


def test_lines_come_by_the_page(shop: Shop) -> None:
    made = calculate(shop, "DE", *range(100, 112), expand=["line_items"])

    more: Any = {"limit": 100, "starting_after": plain(made)["line_items"]["data"][-1]["id"]}
    rest = shop.v1.tax.calculations.line_items.list(str(made.id), more)

    assert plain(made)["line_items"]["has_more"]
    assert [line.amount for line in rest.data] == [110, 111]


def test_it_is_forgotten_after_ninety_days(shop: Shop) -> None:
    made = str(calculate(shop).id)
    assert shop.v1.tax.calculations.retrieve(made).id == made

    shop.stripe.advance(91 * 86_400)

    for look in (shop.v1.tax.calculations.retrieve, shop.v1.tax.calculations.line_items.list):
        with pytest.raises(library.InvalidRequestError) as told:
            look(made)
        assert (told.value.http_status, told.value.code) == (404, "resource_missing")


def refused(shop: Shop, code: str | None, params: Any) -> library.InvalidRequestError:
    with pytest.raises(library.InvalidRequestError) as told:
        shop.v1.tax.calculations.create(params)
    assert told.value.code == code
    return told.value


def fields(like: type) -> set[str]:
    return {name for name in like.__annotations__ if not name.startswith("_")}
