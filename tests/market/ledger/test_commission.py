"""Commission: parts that sum to the price, and refunds that take back what was given, to the last unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.ledger.commission import Parts, split_refund, split_sale

PRICES = st.integers(0, 10**8)
BPS = st.integers(0, 10_000)


@given(PRICES, BPS, st.integers(0, 10**7))
def test_parts_of_a_sale_sum_to_what_the_buyer_pays(price: int, bps: int, tax: int) -> None:
    parts = split_sale(price, bps, tax_minor=tax)

    assert parts.total_minor == price + tax
    assert min(parts.seller_minor, parts.commission_minor) >= 0


@pytest.mark.parametrize(
    ("price", "bps", "seller", "commission"),
    [(1999, 1000, 1799, 200), (50, 100, 50, 0), (1, 5000, 1, 0), (3, 5000, 1, 2)],
)
def test_commission_rounds_a_half_to_the_even_unit(price: int, bps: int, seller: int, commission: int) -> None:
    assert split_sale(price, bps) == Parts(seller_minor=seller, commission_minor=commission)


@given(PRICES.filter(bool), BPS, st.integers(0, 10**6), st.lists(st.integers(1, 10**8), max_size=8))
def test_refunds_in_parts_take_back_exactly_the_sale_and_never_more_of_anybody(
    price: int, bps: int, tax: int, amounts: list[int]
) -> None:
    left = split_sale(price, bps, tax_minor=tax)

    for amount in [*(amount % left.total_minor for amount in amounts), left.total_minor]:
        taken = min(amount, left.total_minor)
        if taken == 0:
            continue
        back = split_refund(taken, left)
        assert back.total_minor == taken
        left = Parts(
            left.seller_minor - back.seller_minor,
            left.commission_minor - back.commission_minor,
            left.tax_minor - back.tax_minor,
        )
        assert min(left.seller_minor, left.commission_minor, left.tax_minor) >= 0

    # The last amount was the whole: whatever was left of it went back.
    rest = split_refund(left.total_minor, left) if left.total_minor else left
    assert rest == left


@pytest.mark.parametrize("amount", [0, -1, 101])
def test_refund_of_nothing_or_more_than_is_left_is_a_bug(amount: int) -> None:
    with pytest.raises(ValueError, match="of 100"):
        split_refund(amount, Parts(90, 10))
