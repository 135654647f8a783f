"""`TAX=stripe`: rates and whence they are, asked over HTTP; what cannot be worked out exactly keeps from selling."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from market.cart.pricing import Asked, TaxRate, quote
from market.cart.tax import Taxable, TaxAway, TaxFound, TaxNotKnown, known, tax_in_force
from market.catalog.models import ProductKind
from market.payments.stripe import calls
from market.payments.stripe.tax import CODES, RUN, SUPPLIED
from tests.doubles.stripe import Stripe
from tests.market.payments.odd_stripe import Odd, calculation, line, odd_stripe

PROMPT = Taxable(key="crl_prompt", kind="prompt", amount_minor=1050)
API = Taxable(key="crl_api", kind="api", amount_minor=2000)
ONE = Taxable(key="one", kind="prompt", amount_minor=1000)


@pytest.fixture(autouse=True)
def tax(settings: Any) -> None:
    settings.TAX = "stripe"


@pytest.fixture(scope="module")
def listening() -> Iterator[Odd]:
    with odd_stripe() as answering:
        yield answering


@pytest.fixture
def odd(listening: Odd, settings: Any) -> Odd:
    settings.STRIPE = {**settings.STRIPE, "key": "sk_test_odd", "base": listening.url}
    listening.asked.clear()
    return listening


def ask(*lines: Taxable, country: str = "DE", currency: str = "EUR") -> TaxFound:
    return tax_in_force().calculate(lines, currency=currency, country=country)


def test_it_is_there_when_the_program_has_started() -> None:
    assert known() == ["none", "stripe", "table"]


def test_every_kind_of_product_has_a_tax_code() -> None:
    assert set(CODES) == set(ProductKind.values)


def test_two_kinds_are_taxed_each_by_its_own_code(stripe: Stripe) -> None:
    found = ask(PROMPT, API, country="CO")

    assert found.rates == {PROMPT.key: TaxRate(bps=1900, jurisdiction="CO", name="VAT")}
    assert [(told["code"], told["bps"], told["parts"][0]["why"]) for told in found.facts["lines"]] == [
        (SUPPLIED, 1900, "standard_rated"),
        (RUN, 0, "product_exempt"),
    ]
    kept = calls._client().v1.tax.calculations.retrieve(found.facts["calculation"])
    assert (kept.tax_amount_exclusive, kept.customer_details.address_source) == (200, "billing")


def test_facts_tell_by_whom_and_from_what_each_line_was_taxed(stripe: Stripe) -> None:
    facts = ask(PROMPT, country="CH", currency="JPY").facts

    assert facts.pop("calculation").startswith("taxcalc_")
    part = {
        "name": "VAT",
        "place": "CH",
        "percent": "8.1",
        "why": "standard_rated",
        "taxable_minor": 1050,
        "tax_minor": 85,
    }
    assert facts == {
        "by": "stripe",
        "country": "CH",
        "currency": "JPY",
        "tax_minor": 85,
        "lines": [
            {
                "key": "crl_prompt",
                "kind": "prompt",
                "amount_minor": 1050,
                "code": SUPPLIED,
                "bps": 810,
                "tax_minor": 85,
                "parts": [part],
            }
        ],
    }


def test_a_country_where_nothing_is_due_adds_nothing_and_says_why(stripe: Stripe) -> None:
    found = ask(PROMPT, country="BR")

    assert found.rates == {}
    assert found.facts["lines"][0]["parts"][0]["why"] == "not_supported"


def test_more_lines_than_a_page_are_all_taxed(stripe: Stripe) -> None:
    lines = [Taxable(key=f"crl_{number}", kind="download", amount_minor=100 + number) for number in range(23)]

    found = ask(*lines)

    assert set(found.rates) == {one.key for one in lines}
    assert [told["amount_minor"] for told in found.facts["lines"]] == [one.amount_minor for one in lines]


def test_what_costs_nothing_is_not_asked_about_and_keeps_its_place(stripe: Stripe) -> None:
    free = Taxable(key="crl_free", kind="prompt", amount_minor=0)

    found = ask(free, PROMPT)

    assert set(found.rates) == {PROMPT.key}
    assert [told["key"] for told in found.facts["lines"]] == [free.key, PROMPT.key]


@pytest.mark.parametrize(
    ("lines", "country"), [([PROMPT], ""), ([], "DE"), ([Taxable(key="f", kind="api", amount_minor=0)], "DE")]
)
def test_without_a_country_or_anything_to_pay_nobody_is_asked(odd: Odd, lines: list[Taxable], country: str) -> None:
    assert ask(*lines, country=country) == TaxFound()
    assert odd.asked == []


@pytest.mark.parametrize(("country", "name"), [("ZZ", "ZZ"), ("US", "United States"), ("CA", "Canada")])
def test_a_country_that_stripe_cannot_place_is_refused_by_its_name(stripe: Stripe, country: str, name: str) -> None:
    with pytest.raises(TaxNotKnown, match=name) as told:
        ask(PROMPT, country=country)

    assert (told.value.status, told.value.extra) == (422, {"country": country})


@pytest.mark.parametrize("how", ["503", "drop", "500", "many", "slow", "nobody"])
def test_who_does_not_answer_is_away(stripe: Stripe, settings: Any, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    if how == "slow":
        monkeypatch.setattr(calls, "TAX_SECONDS", 0.2)
        stripe.slow(1)
    elif how == "nobody":
        settings.STRIPE = {**settings.STRIPE, "base": "http://127.0.0.1:1"}
    elif how == "500":
        stripe.break_next(5)
    elif how == "many":
        stripe.too_many(5)
    else:
        stripe.down(how=how)  # type: ignore[arg-type]

    with pytest.raises(TaxAway) as told:
        ask(PROMPT)

    assert told.value.status == 503
    stripe.up()


def test_without_a_key_it_is_away(settings: Any) -> None:
    settings.STRIPE = {**settings.STRIPE, "key": ""}

    with pytest.raises(TaxAway):
        ask(PROMPT)


@pytest.mark.parametrize(
    "body",
    [
        "<html>a proxy</html>",
        "",
        "[]",
        "{}",
        calculation(line("10", tax=100), line_items=None),
        calculation(line("10", tax=100, tax_breakdown=None)),
        calculation(line("ten", tax=100)),
        calculation(line("NaN", tax=100)),
        calculation(line("10", tax=100, amount_tax="100")),
        calculation(line("10", tax=100, amount_tax=100.5)),
        calculation(line("10", tax=100, reference="another")),
        calculation(line("10", tax=100), line("10", tax=100)),
        calculation(line("10", tax=100, amount=999)),
        calculation(line("10", tax=100, tax_behavior="inclusive")),
        calculation(line("10", tax=100), currency="eur"),
        calculation(),
    ],
)
def test_nonsense_is_no_answer(odd: Odd, body: Any) -> None:
    odd.says(body)

    with pytest.raises(TaxAway):
        ask(ONE, currency="USD")


def test_several_taxes_of_a_place_are_one_rate(odd: Odd) -> None:
    odd.says(calculation(line("4.0", "4.5", tax=84)))

    found = ask(ONE, currency="USD", country="US")

    assert found.rates == {"one": TaxRate(bps=850, jurisdiction="US-NY", name="Sales tax")}
    assert [part["percent"] for part in found.facts["lines"][0]["parts"]] == ["4.0", "4.5"]


@pytest.mark.parametrize(
    "answer",
    [
        line("8.875", tax=89),  # between basis points
        line("10.0", tax=50, taxable=500),  # on half of the price
        line("10.0", tax=150),  # more than the rate says
        line("0.0", tax=50),  # so much, whatever the price
        line("60.0", tax=600),  # more than is charged anywhere
        line("-5.0", tax=-50),
    ],
)
def test_a_tax_that_no_rate_says_exactly_is_refused_and_not_rounded(odd: Odd, answer: dict[str, Any]) -> None:
    odd.says(calculation(answer))

    with pytest.raises(TaxNotKnown, match="United States"):
        ask(ONE, currency="USD", country="US")


@pytest.mark.parametrize("status", [400, 402, 403, 404])
def test_a_refusal_is_not_taken_for_an_outage_unless_it_is_about_the_key(odd: Odd, status: int) -> None:
    odd.says({"error": {"type": "invalid_request_error", "message": "no"}}, status=status)

    with pytest.raises(TaxAway if status == 403 else TaxNotKnown):
        ask(ONE, currency="USD")


def test_what_is_charged_is_the_quote_and_less_than_a_unit_a_line_from_stripes_sum(stripe: Stripe) -> None:
    lines = [Taxable(key=f"crl_{number}", kind="prompt", amount_minor=103) for number in range(9)]
    found = ask(*lines)

    priced = quote(
        [Asked(key=one.key, unit_minor=one.amount_minor, quantity=1) for one in lines], currency="EUR", tax=found.rates
    )

    # 9 * 103 = 927, of which 19 % are 176.13; each by itself 19.57, which Stripe rounds to 20.
    assert (priced.tax_minor, found.facts["tax_minor"]) == (176, 180)
    assert abs(priced.tax_minor - found.facts["tax_minor"]) < len(lines)
    assert Decimal(priced.tax_minor) == round(Decimal(927) * Decimal("0.19"))
