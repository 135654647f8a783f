"""The table of transfers: each sums to zero, and what is undone leaves everything as it was, whatever the parts."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from market.flows import postings
from market.flows.postings import Posting, Share
from market.ledger.kinds import may_carry
from market.ledger.lines import Ref, summed

MINOR = st.integers(0, 10**9)
SHARES = st.lists(
    st.builds(
        Share,
        seller_id=st.integers(1, 3),
        seller_minor=MINOR,
        commission_minor=MINOR,
        tax_minor=MINOR,
        is_released=st.booleans(),
    ),
    min_size=1,
    max_size=5,
).filter(lambda shares: sum(one.total_minor for one in shares) > 0)


class Books(dict[Ref, int]):
    """Accounts in memory, with the rules of the real ones."""

    def post(self, posting: Posting) -> None:
        if not posting.lines:
            return
        for ref, amount in summed(posting.lines).items():
            self[ref] = self.get(ref, 0) + amount
            assert may_carry(ref.kind, self[ref]), f"{posting.cause} leaves {self[ref]} in {ref}"

    def standing(self) -> dict[Ref, int]:
        return {ref: balance for ref, balance in self.items() if balance}


def total(shares: Sequence[Share]) -> int:
    return sum(one.total_minor for one in shares)


def sold(shares: Sequence[Share]) -> Books:
    """The books after this sale, with the released parts available."""
    books = Books()
    books.post(postings.sale(charge_id="ch", currency="USD", shares=shares))
    for number, one in enumerate(shares):
        if one.is_released:
            named: dict[str, Any] = {"line_id": f"l{number}", "currency": "USD", "seller_id": one.seller_id}
            books.post(postings.release(**named, amount_minor=one.seller_minor, owed_minor=0))
    return books


@given(shares=SHARES)
def test_a_refund_that_is_undone_leaves_the_books_as_they_were(shares: list[Share]) -> None:
    books = sold(shares)
    before = books.standing()

    books.post(postings.refund_promised(refund_id="r", currency="USD", shares=shares, balances=books))
    books.post(postings.refund_sent(provider_id="re", currency="USD", amount_minor=total(shares)))
    assert books.standing() == {}
    books.post(postings.refund_came_back(provider_id="re", currency="USD", amount_minor=total(shares)))
    books.post(postings.refund_undone(refund_id="r", currency="USD", shares=shares, balances=books))

    assert books.standing() == before


@given(shares=SHARES, fee=MINOR)
def test_a_dispute_that_is_won_costs_the_fee_and_nothing_else(shares: list[Share], fee: int) -> None:
    books, plain = sold(shares), sold(shares)
    amount = total(shares)

    taken: dict[str, Any] = {"provider_id": "du", "currency": "USD", "amount_minor": amount, "shares": shares}
    books.post(postings.dispute_taken(**taken, fee_minor=fee, balances=books))
    books.post(postings.dispute_back(**taken, back_minor=amount, balances=books))

    plain.post(postings.fee(move_id="txn", currency="USD", fee_minor=fee))
    costs = {ref.kind: balance for ref, balance in books.standing().items() if ref.kind == "dispute_fee"}
    assert costs == ({"dispute_fee": -fee} if fee else {})
    assert sellers(books) == sellers(plain)


@given(shares=SHARES, paid_out=st.booleans())
def test_a_lost_dispute_leaves_nobody_with_a_part_and_who_was_paid_owes_it(
    shares: list[Share], *, paid_out: bool
) -> None:
    books = sold(shares)
    if paid_out:
        # As a payout does: what was available is gone.
        for ref in [ref for ref in books if ref.kind == "seller_available"]:
            books[ref] = 0
    amount = total(shares)
    given_: dict[str, Any] = {"currency": "USD", "amount_minor": amount, "shares": shares}

    books.post(postings.dispute_taken(**given_, provider_id="du", fee_minor=0, balances=books))
    books.post(postings.dispute_lost(**given_, dispute_id="dsp"))

    owed = sum(one.seller_minor for one in shares if one.is_released) if paid_out else 0
    assert -sum(balance for ref, balance in books.items() if ref.kind == "seller_owed") == owed
    others = {ref.kind for ref in books.standing()} - {"seller_owed", "clearing_stripe"}
    assert others == set()


@given(shares=SHARES)
def test_a_promise_that_a_bank_overtakes_is_in_its_hands(shares: list[Share]) -> None:
    books = sold(shares)
    books.post(postings.refund_promised(refund_id="r", currency="USD", shares=shares, balances=books))

    books.post(postings.refund_frozen(refund_id="r", currency="USD", shares=shares))

    assert not any(balance for ref, balance in books.items() if ref.kind == "refund_liability")
    frozen = sum(balance for ref, balance in books.items() if ref.kind == "seller_disputed")
    assert frozen == sum(one.seller_minor for one in shares)


@given(amount=st.integers(1, 10**9), debt=st.integers(0, 10**9))
def test_a_release_pays_debts_first(amount: int, debt: int) -> None:
    named: dict[str, Any] = {"line_id": "l", "currency": "USD", "seller_id": 1}
    told = summed(postings.release(**named, amount_minor=amount, owed_minor=-debt).lines)

    moved = {str(ref.kind): minor for ref, minor in told.items()}
    assert moved.get("seller_owed", 0) == min(amount, debt)
    assert moved.get("seller_available", 0) == max(0, amount - debt)


def sellers(books: Books) -> dict[Ref, int]:
    return {ref: balance for ref, balance in books.standing().items() if ref.kind.startswith("seller_")}
