"""What PostgreSQL refuses, whoever asks: the books are not changed, only added to, and only in balance."""

import pytest
from django.db import DatabaseError, IntegrityError

from market.ledger.actions import Kind, Ref
from market.ledger.models import Account, Transfer
from project.accounts.models import User
from tests.market.ledger.books import STRIPE, ada, book, pending, post, run, sell

pytestmark = pytest.mark.django_db
PAYPAL = Ref(Kind.CLEARING_PAYPAL, None, "USD")
DISPUTE_FEE = Ref(Kind.DISPUTE_FEE, None, "USD")

CHANGES = [
    "UPDATE ledger_transfer SET memo = 'Something else'",
    "UPDATE ledger_transfer SET at = now() WHERE false",
    "DELETE FROM ledger_transfer",
    "TRUNCATE ledger_transfer CASCADE",
    "UPDATE ledger_entry SET amount_minor = amount_minor + 1",
    "UPDATE ledger_entry SET amount_minor = amount_minor",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry",
    "DELETE FROM ledger_account",
    "TRUNCATE ledger_account CASCADE",
    "UPDATE ledger_account SET balance_minor = balance_minor + 1",
    "UPDATE ledger_account SET balance_minor = balance_minor + 1, version = version + 1",
    "UPDATE ledger_account SET version = version + 1",
    "UPDATE ledger_account SET owner_id = NULL, kind = 'buyer_funds' WHERE kind = 'seller_pending'",
    "UPDATE ledger_account SET owner_id = (SELECT max(id) FROM accounts_user) WHERE owner_id IS NOT NULL",
    "UPDATE ledger_account SET kind = 'seller_available' WHERE kind = 'seller_pending'",
    "UPDATE ledger_account SET currency = 'EUR'",
    "UPDATE ledger_account SET opened_at = now()",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_what_is_posted_is_not_changed(sql: str) -> None:
    sell(ada())
    User.objects.create_user("ben@example.org")
    before = book()

    with pytest.raises(DatabaseError):
        run(sql)

    assert book() == before


def moving(
    *, amount: int = 100, by: str = "1", balance: str = "+ 100", currency: str = "currency", lines: int = 2
) -> str:
    """A posting by hand to Ada's pending account, which is right in itself as it stands."""
    return f"""
    WITH transfer AS (
        INSERT INTO ledger_transfer (public_id, cause_kind, cause_id, memo, lines, at)
        VALUES ('trf_x', 'by.hand', 'x', '', {lines}, now()) RETURNING id
    ), moved AS (
        UPDATE ledger_account SET balance_minor = balance_minor + 100, version = version + {by}
        WHERE kind = 'seller_pending' RETURNING *
    )
    INSERT INTO ledger_entry (transfer_id, account_id, amount_minor, currency, balance_after_minor, version)
    SELECT transfer.id, moved.id, {amount}, {currency}, balance_minor - 100 {balance}, version FROM moved, transfer
    """  # noqa: S608 - the tests' own words


def test_transfer_that_does_not_sum_to_zero_is_refused_when_it_is_committed() -> None:
    sell(ada())
    before = book()

    with pytest.raises(IntegrityError, match="sums to zero"):
        run(moving())

    assert book() == before


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        (moving(by="2"), "with an entry only|stands where|follows"),
        (moving(balance="+ 101"), "with an entry only|stands where"),
        (moving(amount=99), "follows the one before"),
        (moving(currency="'EUR'"), "stands where its account does"),
        (moving(amount=0), "ledger_entry_moves_something"),
    ],
)
def test_entry_that_does_not_follow_its_account_is_refused(sql: str, why: str) -> None:
    sell(ada())
    before = book()

    with pytest.raises(DatabaseError, match=why):
        run(sql)

    assert book() == before


def test_entry_without_its_account_is_refused() -> None:
    sell(ada())

    with pytest.raises(DatabaseError, match="stands where its account does"):
        run(
            "WITH t AS (INSERT INTO ledger_transfer (public_id, cause_kind, cause_id, memo, lines, at) "
            "VALUES ('trf_y', 'by.hand', 'y', '', 2, now()) RETURNING id) "
            "INSERT INTO ledger_entry (transfer_id, account_id, amount_minor, currency, balance_after_minor, version) "
            "SELECT t.id, a.id, 100, currency, balance_minor + 100, version + 1 FROM ledger_account a, t"
        )


@pytest.mark.parametrize(
    ("kinds", "amounts", "why"),
    [
        (["clearing_paypal"], [1], "sums to zero"),
        (["clearing_paypal", "dispute_fee"], [1, -1], "has the entries that it was made with"),
    ],
)
def test_nothing_is_slipped_into_a_transfer_later(kinds: list[str], amounts: list[int], why: str) -> None:
    sold = sell(ada())
    post("other", (PAYPAL, -5), (DISPUTE_FEE, 5))
    before = book()

    with pytest.raises(IntegrityError, match=why):
        run(
            "WITH moved AS (UPDATE ledger_account SET balance_minor = balance_minor + amount, version = version + 1 "
            "FROM unnest(%s::text[], %s::bigint[]) AS line(of, amount) "
            "WHERE kind = of RETURNING ledger_account.*, amount) "
            "INSERT INTO ledger_entry (transfer_id, account_id, amount_minor, currency, balance_after_minor, version) "
            "SELECT %s, id, amount, currency, balance_minor, version FROM moved",
            [kinds, amounts, sold.pk],
        )
    assert book() == before


def test_transfer_that_moves_nothing_is_refused_when_it_is_committed() -> None:
    with pytest.raises(IntegrityError, match="moves something"):
        run(
            "INSERT INTO ledger_transfer (public_id, cause_kind, cause_id, memo, lines, at) "
            "VALUES ('trf_x', 'by.hand', 'x', '', 2, now())"
        )

    assert not Transfer.objects.exists()


@pytest.mark.parametrize(
    ("kind", "owned", "balance", "version"),
    [
        ("platform_fee", False, 1, 0),
        ("platform_fee", False, 0, 1),
        ("platform_fee", True, 0, 0),
        ("seller_pending", False, 0, 0),
        ("pocket", False, 0, 0),
    ],
)
def test_account_opens_empty_and_only_as_its_kind_allows(kind: str, owned: bool, balance: int, version: int) -> None:  # noqa: FBT001
    owner = ada().pk if owned else None

    with pytest.raises(IntegrityError):
        run(
            "INSERT INTO ledger_account (kind, owner_id, currency, balance_minor, version, opened_at) "
            "VALUES (%s, %s, 'USD', %s, %s, now())",
            [kind, owner, balance, version],
        )


@pytest.mark.parametrize("owned", [True, False])
def test_account_of_the_same_kind_owner_and_currency_is_there_once(owned: bool) -> None:  # noqa: FBT001
    owner = ada() if owned else None
    kind = Kind.SELLER_PENDING if owned else Kind.BUYER_FUNDS
    Account.objects.create(kind=kind, owner=owner, currency="USD")

    with pytest.raises(IntegrityError, match="ledger_account_once"):
        Account.objects.create(kind=kind, owner=owner, currency="USD")


def test_guest_owns_no_money() -> None:
    guest = User.objects.create_guest(name="Gil")

    with pytest.raises(IntegrityError, match="a guest owns no money"):
        post("1", (STRIPE, -1), (pending(guest), 1))


def test_seller_with_an_account_stays_in_the_books() -> None:
    seller = ada()
    sell(seller)

    with pytest.raises(DatabaseError):
        run("DELETE FROM accounts_user WHERE id = %s", [seller.pk])
