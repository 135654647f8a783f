"""Money: minor units as Stripe is sent them, parts that sum to the whole, amounts as people write them."""

from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from project.base.money import (
    CURRENCIES,
    AmountNotValid,
    allocate,
    exponent,
    is_valid_amount,
    largest_charge,
    read_amount,
    share_of,
    smallest_charge,
    step,
    written,
)

TOTALS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30)
ANY_CURRENCY = st.sampled_from(sorted(CURRENCIES))
LANGUAGES = st.sampled_from(["en", "de", "fr", "sv", "ja", "pt-br"])


@pytest.mark.parametrize(
    ("currency", "decimals", "multiple"),
    [("USD", 2, 1), ("EUR", 2, 1), ("JPY", 0, 1), ("KRW", 0, 1), ("ISK", 2, 100), ("UGX", 2, 100), ("BHD", 3, 10)],
)
def test_minor_units_are_those_that_stripe_is_sent(currency: str, decimals: int, multiple: int) -> None:
    assert (exponent(currency), step(currency)) == (decimals, multiple)


@pytest.mark.parametrize("currency", ["XXX", "usd", "", "BTC"])
def test_currency_not_known_is_a_bug(currency: str) -> None:
    with pytest.raises(ValueError, match="no currency"):
        exponent(currency)


@given(ANY_CURRENCY)
def test_least_and_most_that_can_be_charged_are_valid_amounts(currency: str) -> None:
    assert is_valid_amount(smallest_charge(currency), currency)
    assert is_valid_amount(largest_charge(currency), currency)
    assert not is_valid_amount(largest_charge(currency) + step(currency), currency)


@pytest.mark.parametrize(("minor", "currency"), [(-1, "USD"), (150, "ISK"), (1_005, "KWD"), (10**8, "USD")])
def test_amount_that_stripe_would_not_take_is_not_valid(minor: int, currency: str) -> None:
    assert not is_valid_amount(minor, currency)


@given(TOTALS, WEIGHTS)
def test_parts_sum_to_the_total_and_are_off_by_less_than_a_unit(total: int, weights: list[int]) -> None:
    assume(any(weights))

    parts = allocate(total, weights)

    assert sum(parts) == total
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@given(TOTALS, WEIGHTS)
def test_what_is_taken_back_is_split_as_what_was_given(total: int, weights: list[int]) -> None:
    assume(any(weights))

    assert allocate(-total, weights) == [-part for part in allocate(total, weights)]


@given(TOTALS, WEIGHTS)
def test_no_unit_goes_where_nothing_weighs(total: int, weights: list[int]) -> None:
    assume(any(weights))

    parts = allocate(total, weights)

    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(st.integers(-(10**9), 10**9), WEIGHTS, st.sampled_from([10, 100]))
def test_parts_in_steps_sum_to_the_total(units: int, weights: list[int], multiple: int) -> None:
    assume(any(weights))

    parts = allocate(units * multiple, weights, step_minor=multiple)

    assert sum(parts) == units * multiple
    assert all(part % multiple == 0 for part in parts)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [(100, [1, 1, 1], [34, 33, 33]), (5, [7, 3], [4, 1]), (-100, [1, 1, 1], [-34, -33, -33]), (0, [1, 2], [0, 0])],
)
def test_largest_remainder_gets_the_unit_and_of_equals_the_first(
    total: int, weights: list[int], parts: list[int]
) -> None:
    assert allocate(total, weights) == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1], [-1]])
def test_nothing_to_split_by_is_a_bug(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="nothing to split by"):
        allocate(100, weights)


def test_total_between_two_steps_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no multiple"):
        allocate(150, [1, 1], step_minor=100)


@pytest.mark.parametrize(
    ("amount", "bps", "share"),
    [(1999, 1500, 300), (50, 100, 0), (150, 100, 2), (-50, 100, 0), (-150, 100, -2), (999, 0, 0), (999, 10_000, 999)],
)
def test_share_rounds_a_half_to_the_even_unit(amount: int, bps: int, share: int) -> None:
    assert share_of(amount, bps) == share


@given(TOTALS, st.integers(0, 10_000))
def test_share_is_near_exact_and_that_of_a_refund_is_its_opposite(amount: int, bps: int) -> None:
    share = share_of(amount, bps)

    assert 2 * abs(share - Fraction(amount * bps, 10_000)) <= 1
    assert share_of(-amount, bps) == -share


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "text"),
    [
        (1250, "USD", "en", "$12.50"),
        (-1250, "USD", "en", "-$12.50"),
        (123456789, "EUR", "de", "1.234.567,89\xa0€"),
        (1250, "JPY", "en", "¥1,250"),
        (125000, "ISK", "en", "ISK\xa01,250"),
        (125050, "ISK", "en", "ISK\xa01,250.50"),
        (12500, "BHD", "en", "BHD\xa012.500"),
        (1250, "USD", "xx-yy", "$12.50"),
    ],
)
def test_amount_is_written_as_its_reader_writes_it(minor: int, currency: str, locale: str, text: str) -> None:
    assert written(minor, currency, locale) == text


def test_amount_is_written_in_the_language_of_the_page() -> None:
    with translation.override("de"):
        assert written(1250, "EUR") == "12,50\xa0€"


@given(ANY_CURRENCY, st.integers(0, 10**7), LANGUAGES)
def test_what_is_written_is_read_as_the_same_amount(currency: str, units: int, language: str) -> None:
    minor = units * step(currency)
    assume(is_valid_amount(minor, currency))

    with translation.override(language):
        assert read_amount(written(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("12.50", "USD", 1250), (" $ 7 ", "USD", 700), ("1,234.5", "USD", 123450), ("usd 3", "USD", 300), ("0", "EUR", 0)],
)
def test_amount_is_read_as_people_type_it(text: str, currency: str, minor: int) -> None:
    assert read_amount(text, currency) == minor


@pytest.mark.parametrize("text", ["12.50", "12,50", "12,50 €"])
def test_amount_is_read_in_the_language_of_the_page_and_plain(text: str) -> None:
    with translation.override("de"):
        assert read_amount(text, "EUR") == 1250


@pytest.mark.parametrize(
    "text", ["", "-3", "1e3", "1_0", "NaN", "12,50", "1,2,3", "0.005", "٣", "12.50 EUR", "1000000.00", "9" * 40]
)
def test_what_is_no_amount_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(AmountNotValid, match=r"\$12\.50"):
        read_amount(text, "USD")


@pytest.mark.parametrize(("text", "currency"), [("12.5", "JPY"), ("1.5", "ISK"), ("1.005", "KWD")])
def test_more_decimals_than_there_are_are_refused(text: str, currency: str) -> None:
    with pytest.raises(AmountNotValid):
        read_amount(text, currency)
