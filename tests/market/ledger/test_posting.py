"""Posting: balances move with their entries, once a cause, and never where they may not."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from market.ledger.actions import (
    Cause,
    CauseTaken,
    FundsMissing,
    Kind,
    Line,
    LinesNotPostable,
    Ref,
    lock_accounts,
    post_transfer,
)
from market.ledger.models import Entry, Transfer
from market.ledger.queries import balance_of
from project.accounts.models import User
from tests.market.ledger.books import (
    FEE,
    NOON,
    PROCESSOR,
    STRIPE,
    TAX,
    ada,
    assert_ledger_balances,
    available,
    book,
    pending,
    post,
    sell,
)

pytestmark = pytest.mark.django_db


def test_sale_reaches_every_account_with_an_entry_each() -> None:
    seller = ada()

    transfer = sell(seller)

    refs = (STRIPE, PROCESSOR, pending(seller), FEE, TAX)
    assert [balance_of(ref) for ref in refs] == [-1050, -50, 900, 100, 100]
    assert transfer.entries.count() == 5
    assert_ledger_balances()


def test_entry_says_where_its_account_stood_afterwards() -> None:
    seller = ada()

    sell(seller, "order 1")
    sell(seller, "order 2")

    rows = Entry.objects.filter(account__kind=Kind.SELLER_PENDING).order_by("version")
    assert list(rows.values_list("version", "amount_minor", "balance_after_minor")) == [(1, 900, 900), (2, 900, 1800)]


def test_transfer_tells_its_cause_and_time() -> None:
    sold = sell(ada())

    row = Transfer.objects.get(public_id=sold.public_id)
    assert (row.cause_kind, row.cause_id, row.memo, row.at) == ("order.paid", "order 1", "One prompt", NOON)
    assert (sold.pk, sold.cause_kind, sold.cause_id, sold.memo, sold.at) == (
        row.pk, row.cause_kind, row.cause_id, row.memo, row.at,
    )  # fmt: skip
    assert sold.public_id.startswith("trf_")


def test_same_cause_again_is_the_same_transfer_and_moves_nothing() -> None:
    seller = ada()
    first = sell(seller)
    before = book()

    assert sell(seller) == first
    assert book() == before


def test_same_cause_again_is_the_same_transfer_also_when_its_money_is_gone_since() -> None:
    seller = ada()
    sell(seller)
    released = post("release", (pending(seller), -900), (available(seller), 900))

    assert post("release", (pending(seller), -900), (available(seller), 900)) == released


@pytest.mark.parametrize("amount", [899, 901])
def test_same_cause_with_other_lines_is_a_bug(amount: int) -> None:
    seller = ada()
    post("order 1", (STRIPE, -900), (pending(seller), 900))
    before = book()

    with pytest.raises(CauseTaken):
        post("order 1", (STRIPE, -amount), (pending(seller), amount))
    with pytest.raises(CauseTaken):
        post("order 1", (STRIPE, -900), (FEE, 900))
    assert book() == before


def test_lines_of_one_account_are_one_entry_and_zeros_none() -> None:
    seller = ada()

    moved = post("order 1", (STRIPE, -10), (pending(seller), 4), (pending(seller), 6), (FEE, 5), (FEE, -5), (TAX, 0))

    assert sorted(moved.entries.values_list("amount_minor", flat=True)) == [-10, 10]


@pytest.mark.parametrize("amounts", [(-10, 9), (0, 0), (10, 10)])
def test_lines_that_do_not_sum_to_zero_or_move_nothing_are_a_bug(amounts: tuple[int, int]) -> None:
    seller = ada()

    with pytest.raises(LinesNotPostable):
        post("order 1", (STRIPE, amounts[0]), (pending(seller), amounts[1]))
    assert book() == []


def test_lines_sum_to_zero_in_each_currency() -> None:
    with pytest.raises(LinesNotPostable):
        post("order 1", (STRIPE, -10), (pending(ada(), "EUR"), 10))


def test_taking_more_than_there_is_is_refused_and_changes_nothing() -> None:
    seller = ada()
    sell(seller)
    before = book()

    with pytest.raises(FundsMissing) as refused:
        post("release", (pending(seller), -901), (available(seller), 901))

    assert refused.value.extra == {"account": "seller_pending", "currency": "USD", "missing_minor": 1}
    assert book() == before


def test_refusal_leaves_the_callers_transaction_usable() -> None:
    seller = ada()

    lines = [Line(pending(seller), -1), Line(FEE, 1)]

    with transaction.atomic():
        with pytest.raises(FundsMissing):
            post_transfer(cause=Cause("test", "1"), lines=lines, now=NOON)
        post_transfer(cause=Cause("test", "1"), lines=[Line(pending(seller), 1), Line(STRIPE, -1)], now=NOON)

    assert balance_of(pending(seller)) == 1


def test_paying_back_more_than_is_owed_is_refused() -> None:
    seller = ada()
    owed = Ref(Kind.SELLER_OWED, seller.pk, "USD")
    post("refund", (STRIPE, 20), (owed, -20))

    with pytest.raises(FundsMissing):
        post("netted", (STRIPE, -21), (owed, 21))
    post("netted", (STRIPE, -20), (owed, 20))

    assert balance_of(owed) == 0


def test_seller_account_without_seller_and_clearing_with_owner_are_bugs() -> None:
    with pytest.raises(ValueError, match="owner None"):
        Ref(Kind.SELLER_PENDING, None, "USD")
    with pytest.raises(ValueError, match="owner 7"):
        Ref(Kind.CLEARING_STRIPE, 7, "USD")
    with pytest.raises(ValueError, match="no currency"):
        Ref(Kind.CLEARING_STRIPE, None, "BTC")


@pytest.mark.django_db(transaction=True)
def test_posting_outside_a_transaction_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        post_transfer(cause=Cause("test", "1"), lines=[Line(STRIPE, -1), Line(FEE, 1)], now=NOON)


def test_five_lines_are_posted_by_two_statements() -> None:
    seller = ada()
    sell(seller, "order 1")

    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        lines = [Line(STRIPE, -110), Line(pending(seller), 80), Line(FEE, 10), Line(TAX, 15), Line(PROCESSOR, 5)]
        post_transfer(cause=Cause("order.paid", "order 2"), lines=lines, now=NOON)

    assert len(asked) == 2


def test_locking_nothing_holds_nothing_and_locking_something_tells_where_it_stands() -> None:
    seller = ada()
    sell(seller)

    with transaction.atomic():
        assert lock_accounts([], now=NOON) == {}
        held = lock_accounts([pending(seller), available(seller), pending(seller)], now=NOON)

    assert {ref: account.balance_minor for ref, account in held.items()} == {pending(seller): 900, available(seller): 0}


def test_everybodys_accounts_are_their_own() -> None:
    seller, other = ada(), User.objects.create_user("ben@example.org")

    post("1", (STRIPE, -7), (pending(seller), 4), (pending(other), 3))

    assert (balance_of(pending(seller)), balance_of(pending(other))) == (4, 3)
