"""The checks find every corruption that is planted behind the back of the database's guards, and nothing else."""

from collections.abc import Iterator, Sequence
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from market.ledger import checks
from market.ledger.actions import Kind, Ref
from market.ledger.checks import Finding, check_and_keep, latest_runs, register_check, run_checks
from market.ledger.models import Account, CheckRun
from market.ledger.tasks import check_money
from tests.market.ledger.books import FEE, NOON, STRIPE, ada, available, pending, post, run, sell

pytestmark = pytest.mark.django_db


@pytest.fixture
def _sold() -> None:
    seller = ada()
    sell(seller, "order 1")
    sell(seller, "order 2")
    post("release", (pending(seller), -900), (available(seller), 900))
    post("refund", (STRIPE, 20), (Ref(Kind.SELLER_OWED, seller.pk, "USD"), -20))


@pytest.fixture
def _others() -> Iterator[None]:
    """What tests register is forgotten again."""
    before = dict(checks._checks)
    yield
    checks._checks.clear()
    checks._checks.update(before)


def plant(*statements: str) -> None:
    """Do what nobody can while the guards stand."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


OWN = {"sums", "transfers", "entries", "balances", "versions", "sides", "currencies", "guards"}


def found(*others: str) -> dict[str, Sequence[Finding]]:
    """What the books' own checks find, and these others."""
    asked = {result.name: result.findings for result in run_checks() if result.name in OWN | set(others)}
    return {name: findings for name, findings in asked.items() if findings}


@pytest.mark.usefixtures("_sold")
def test_books_that_are_right_leave_nothing_to_find() -> None:
    assert found() == {}


PLANTED = [
    ("UPDATE ledger_account SET balance_minor = balance_minor + 1 WHERE kind = 'platform_fee'", {"sums", "balances"}),
    ("UPDATE ledger_account SET version = version + 1 WHERE kind = 'platform_fee'", {"balances"}),
    (
        "UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE id = (SELECT max(id) FROM ledger_entry)",
        {"sums", "transfers", "balances", "versions"},
    ),
    (
        "UPDATE ledger_entry SET balance_after_minor = balance_after_minor + 1 "
        "WHERE id = (SELECT min(e.id) FROM ledger_entry e JOIN ledger_account a ON a.id = account_id "
        "WHERE kind = 'platform_fee')",
        {"versions"},
    ),
    (
        "DELETE FROM ledger_entry WHERE id = (SELECT min(id) FROM ledger_entry)",
        {"sums", "transfers", "entries", "balances", "versions"},
    ),
    (
        "DELETE FROM ledger_entry WHERE transfer_id = (SELECT id FROM ledger_transfer WHERE cause_id = 'refund')",
        {"entries", "balances"},
    ),
    ("DELETE FROM ledger_transfer WHERE cause_id = 'refund'", {"entries"}),
    ("UPDATE ledger_entry SET version = version + 10 WHERE version = 2", {"versions", "balances"}),
    ("UPDATE ledger_entry SET currency = 'EUR' WHERE version = 3", {"sums", "transfers", "currencies"}),
    ("UPDATE ledger_transfer SET lines = lines + 1 WHERE cause_id = 'refund'", {"entries"}),
]


@pytest.mark.usefixtures("_sold")
@pytest.mark.parametrize(("statement", "finders"), PLANTED)
def test_planted_corruption_is_found(statement: str, finders: set[str]) -> None:
    plant(statement)

    assert set(found()) == finders


@pytest.mark.usefixtures("_sold")
@pytest.mark.parametrize(
    ("constraint", "kind", "amount"),
    [("ledger_never_below_zero", "seller_pending", -1), ("ledger_never_above_zero", "seller_owed", 1)],
)
def test_balance_on_the_wrong_side_is_found_and_so_is_the_constraint_that_is_gone(
    constraint: str, kind: str, amount: int
) -> None:
    plant(
        f"ALTER TABLE ledger_account DROP CONSTRAINT {constraint}",
        f"UPDATE ledger_account SET balance_minor = {amount} WHERE kind = '{kind}'",  # noqa: S608 - the tests' own words
    )

    assert {"sides", "guards", "balances", "sums"} == set(found())


@pytest.mark.usefixtures("_sold")
def test_entry_that_once_stood_on_the_wrong_side_is_found() -> None:
    plant("UPDATE ledger_entry SET balance_after_minor = -1 WHERE version = 1 AND amount_minor = 900")

    assert "sides" in found()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only",
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_entries_balance ON ledger_entry",
        "ALTER TABLE ledger_transfer DROP CONSTRAINT ledger_cause_moves_once",
        "DROP INDEX ledger_account_once",
    ],
)
def test_guard_that_is_away_or_asleep_is_found(statement: str) -> None:
    plant(statement)

    assert set(found()) == {"guards"}


def test_finding_says_what_differs_and_from_what() -> None:
    post("1", (STRIPE, -5), (FEE, 5))
    plant("UPDATE ledger_account SET balance_minor = 6 WHERE kind = 'platform_fee'")

    fee = Account.objects.get(kind=Kind.PLATFORM_FEE)
    assert found()["sums"] == (Finding(what="USD of all accounts", expected="0", found="1"),)
    assert found()["balances"] == (
        Finding(
            what=f"account {fee.pk}, platform_fee USD: sum, last balance, entries",
            expected="5, 5, 1",
            found="6, 6, 1",
        ),
    )


@pytest.mark.usefixtures("_others", "_sold")
def test_other_rooms_add_checks_and_one_that_breaks_keeps_none_of_the_others_from_being_asked() -> None:
    def broken() -> Iterator[Finding]:
        run("SELECT 1 / 0")
        yield Finding(what="", expected="", found="")

    register_check("broken", broken, says="This cannot be asked.")
    register_check("charges", lambda: [Finding(what="ch_1", expected="5", found="4")], says="Charges are known.")

    differs = found("broken", "charges")

    assert set(differs) == {"broken", "charges"}
    assert "division by zero" in differs["broken"][0].found
    assert list(differs["charges"]) == [Finding(what="ch_1", expected="5", found="4")]


@pytest.mark.usefixtures("_sold")
def test_command_prints_every_check_and_succeeds_when_all_is_right() -> None:
    told = StringIO()

    call_command("check_money", stdout=told)

    lines = told.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [[name, "ok"] for name in checks.registered_checks()]


@pytest.mark.usefixtures("_sold")
def test_command_fails_and_says_what_differs() -> None:
    plant("UPDATE ledger_account SET balance_minor = 201 WHERE kind = 'platform_fee'")
    told = StringIO()

    with pytest.raises(SystemExit, match="1"):
        call_command("check_money", stdout=told)

    assert "USD of all accounts: expected 0, found 1" in told.getvalue()


def test_every_hour_results_are_kept_and_old_ones_forgotten() -> None:
    CheckRun.objects.create(name="sums", at=NOON.replace(year=2025), took_ms=1, found=0)
    check_and_keep(now=NOON)
    plant("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only")

    check_money.call_local()

    latest = latest_runs()
    assert latest.keys() == checks.registered_checks().keys()
    assert latest["guards"].findings == [
        {"what": "ledger_entry_append_only", "expected": "awake", "found": "away or asleep"}
    ]
    assert CheckRun.objects.filter(name="sums").count() == 2
