"""Who goes: not with money on the table, with a copy of it, and the books stay."""

import pytest

from market.ledger.leaving import unsettled
from market.ledger.models import Account
from project.accounts.profiles.deletion.registry import blocked_by, erasures
from project.accounts.profiles.exports.registry import parts
from tests.market.ledger.books import NOON, STRIPE, ada, available, book, pending, post, sell

pytestmark = pytest.mark.django_db


def test_seller_with_money_cannot_go_and_is_told_how_much() -> None:
    seller = ada()
    sell(seller)
    post("release", (pending(seller), -400), (available(seller), 400))

    words = str(blocked_by(seller.pk)["money"])

    assert "available: $4.00, pending: $5.00" in words


def test_seller_whose_accounts_are_empty_may_go() -> None:
    seller = ada()
    sell(seller)
    post("paid out", (pending(seller), -900), (STRIPE, 900))

    assert unsettled(seller.pk) is None
    assert Account.objects.filter(owner=seller).exists()


def test_books_stay_as_they_are_when_their_seller_is_erased() -> None:
    seller = ada()
    sell(seller)
    before = book()

    for erasure in erasures():
        if erasure.name == "money":
            erasure.erase(seller.pk, NOON)

    assert book() == before


def test_copy_holds_every_account_and_entry_of_the_person_and_nobody_elses() -> None:
    seller = ada()
    sold = sell(seller)

    rows = next(list(part.rows(seller.pk)) for part in parts() if part.name == "money")

    assert [row["is"] for row in rows] == ["account", "entry"]
    assert rows[1] == {
        "is": "entry",
        "transfer": sold.public_id,
        "cause": "order.paid",
        "at": NOON,
        "kind": "seller_pending",
        "currency": "USD",
        "amount_minor": 900,
        "balance_after_minor": 900,
    }
