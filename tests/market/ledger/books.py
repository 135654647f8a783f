"""Words of the tests of the books."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection, transaction

from market.ledger.actions import Cause, Kind, Line, Ref, post_transfer
from market.ledger.models import Account, Transfer
from project.accounts.models import User

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STRIPE = Ref(Kind.CLEARING_STRIPE, None, "USD")
FEE = Ref(Kind.PLATFORM_FEE, None, "USD")
PROCESSOR = Ref(Kind.PROCESSOR_FEE, None, "USD")
TAX = Ref(Kind.TAX_PAYABLE, None, "USD")


def ada() -> User:
    """Who sells."""
    return User.objects.create_user("ada@example.org", display_name="Ada")


def pending(seller: User, currency: str = "USD") -> Ref:
    """What waits for its hold to end."""
    return Ref(Kind.SELLER_PENDING, seller.pk, currency)


def available(seller: User, currency: str = "USD") -> Ref:
    """What can be paid out."""
    return Ref(Kind.SELLER_AVAILABLE, seller.pk, currency)


def post(cause: str, *lines: tuple[Ref, int], kind: str = "test", memo: str = "") -> Transfer:
    """One transfer in a transaction of its own."""
    with transaction.atomic():
        made = [Line(ref, amount) for ref, amount in lines]
        return post_transfer(cause=Cause(kind, cause), lines=made, now=NOON, memo=memo)


def sell(seller: User, cause: str = "order 1") -> Transfer:
    """Ada sells for $11: ten for the goods, of which one is commission; one is tax. Stripe keeps 50 ¢ of ours."""
    lines = ((STRIPE, -1050), (PROCESSOR, -50), (pending(seller), 900), (FEE, 100), (TAX, 100))
    return post(cause, *lines, kind="order.paid", memo="One prompt")


def run(sql: str, values: Sequence[str | int | list[str] | list[int] | None] = ()) -> None:
    """Whatever somebody with a console might try, committed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        # What is asked at commit.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def book() -> list[tuple[object, ...]]:
    """Everything that the books hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_entry ORDER BY id")
        entries = cursor.fetchall()
        cursor.execute("SELECT * FROM ledger_transfer ORDER BY id")
        transfers = cursor.fetchall()
    accounts = Account.objects.order_by("pk").values_list("pk", "kind", "owner_id", "balance_minor", "version")
    return [*accounts, *transfers, *entries]


def assert_ledger_balances() -> None:
    """Every account is what its entries sum to, and everything sums to zero."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id FROM ledger_account a LEFT JOIN ledger_entry e ON e.account_id = a.id GROUP BY a.id "
            "HAVING a.balance_minor <> coalesce(sum(e.amount_minor), 0) OR a.version <> count(e.id) "
            "OR a.version <> coalesce(max(e.version), 0)"
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT currency FROM ledger_account GROUP BY currency HAVING sum(balance_minor) <> 0")
        assert cursor.fetchall() == []
