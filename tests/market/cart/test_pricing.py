"""Parts sum to the whole, to the last unit, whatever is taken off and added."""

from hypothesis import given
from hypothesis import strategies as st

from market.cart.pricing import Asked, Discount, Quote, TaxRate, quote
from project.base.money import step

KEYS = tuple("abcdef")
LINES = st.lists(
    st.builds(
        Asked,
        key=st.sampled_from(KEYS),
        unit_minor=st.integers(0, 100_000).map(lambda tenths: tenths * 100),
        quantity=st.integers(1, 99),
    ),
    max_size=6,
    unique_by=lambda line: line.key,
)
DISCOUNTS = st.lists(
    st.builds(
        Discount,
        name=st.sampled_from(("Spring", "Bundle", "Thanks")),
        amount_minor=st.integers(-10, 2_000_000),
        bps=st.integers(0, 12_000),
        only=st.none() | st.frozensets(st.sampled_from(KEYS)),
    ),
    max_size=4,
)
RATES = st.dictionaries(
    st.sampled_from(KEYS),
    st.builds(TaxRate, bps=st.integers(0, 5000), jurisdiction=st.sampled_from(("DE", "AT")), name=st.just("VAT")),
)
CURRENCIES = st.sampled_from(("USD", "JPY", "KWD", "ISK"))


@given(lines=LINES, discounts=DISCOUNTS, rates=RATES, currency=CURRENCIES)
def test_the_parts_always_sum_to_the_whole_and_none_is_below_nothing(
    lines: list[Asked], discounts: list[Discount], rates: dict[str, TaxRate], currency: str
) -> None:
    priced = quote(lines, currency=currency, discounts=discounts, tax=rates)

    for line in priced.lines:
        assert line.gross_minor == line.unit_minor * line.quantity
        assert line.total_minor == line.gross_minor - line.discount_minor + line.tax_minor
        assert 0 <= line.discount_minor <= line.gross_minor
        assert line.tax_minor >= 0
    assert priced.subtotal_minor == sum(line.gross_minor for line in priced.lines)
    assert priced.discount_minor == sum(line.discount_minor for line in priced.lines) == _sum(priced.discounts)
    assert priced.tax_minor == sum(line.tax_minor for line in priced.lines) == _sum(priced.taxes)
    assert priced.total_minor == priced.subtotal_minor - priced.discount_minor + priced.tax_minor
    assert priced.total_minor % step(currency) == 0


def _sum(named: tuple[tuple[object, int], ...]) -> int:
    return sum(minor for _name, minor in named)


@given(lines=LINES, currency=CURRENCIES)
def test_without_discounts_and_tax_a_cart_costs_what_its_lines_do(lines: list[Asked], currency: str) -> None:
    priced = quote(lines, currency=currency)

    assert priced.total_minor == sum(line.unit_minor * line.quantity for line in lines)
    assert (priced.discounts, priced.taxes) == ((), ())


def _three(**said: object) -> Quote:
    lines = [Asked(key=key, unit_minor=33, quantity=1) for key in "abc"]
    return quote(lines, currency="USD", **said)  # type: ignore[arg-type]


def test_a_discount_of_the_whole_cart_is_spread_over_its_lines_by_largest_remainder() -> None:
    priced = _three(discounts=[Discount(name="Spring", amount_minor=10)])

    assert [line.discount_minor for line in priced.lines] == [4, 3, 3]
    assert priced.discounts == (("Spring", 10),)


def test_tax_of_one_rate_is_worked_out_once_for_all_lines_and_not_rounded_line_by_line() -> None:
    rate = TaxRate(bps=1000, jurisdiction="AT", name="VAT")

    priced = _three(tax=dict.fromkeys("abc", rate))

    assert [line.tax_minor for line in priced.lines] == [4, 3, 3]
    assert priced.taxes == ((rate, 10),)


def test_each_discount_acts_on_what_those_before_it_left_and_never_takes_more_than_there_is() -> None:
    half, all_of_it = Discount(name="Half", bps=5000), Discount(name="All", amount_minor=1000)

    priced = _three(discounts=[half, all_of_it])

    assert priced.discounts == (("Half", 50), ("All", 49))
    assert priced.total_minor == 0


def test_a_discount_of_some_lines_leaves_the_others_alone() -> None:
    priced = _three(discounts=[Discount(name="One", bps=10_000, only=frozenset("b"))])

    assert [line.total_minor for line in priced.lines] == [33, 0, 33]
