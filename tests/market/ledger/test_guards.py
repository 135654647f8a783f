"""Each trigger refuses something that nothing else would: without it, the books can be forged."""

import pytest
from django.db import DatabaseError, connection

from market.ledger.models import Account
from market.ledger.own_checks import TRIGGERS
from tests.market.ledger.books import ada, book, run, sell
from tests.market.ledger.test_kept import moving

pytestmark = pytest.mark.django_db

FORGERIES = {
    "ledger_transfer_append_only": "UPDATE ledger_transfer SET memo = 'Something else'",
    "ledger_transfer_moves": (
        "INSERT INTO ledger_transfer (public_id, cause_kind, cause_id, memo, lines, at) "
        "VALUES ('trf_x', 'by.hand', 'x', '', 2, now())"
    ),
    "ledger_entry_append_only": "DELETE FROM ledger_entry",
    "ledger_entries_balance": moving(),
    "ledger_entry_follows": moving(currency="'EUR'"),
    "ledger_account_kept": "DELETE FROM ledger_account WHERE version = 0",
    "ledger_account_opens": (
        "INSERT INTO ledger_account (kind, currency, balance_minor, version, opened_at) "
        "VALUES ('dispute_fee', 'USD', 1, 0, now())"
    ),
    "ledger_account_moves": "UPDATE ledger_account SET balance_minor = balance_minor + 1 WHERE kind = 'platform_fee'",
}
ALSO_ASKED = {"ledger_entry_follows": "ledger_entries_balance"}


def test_every_trigger_has_a_forgery() -> None:
    assert FORGERIES.keys() == set(TRIGGERS)


@pytest.mark.parametrize(("trigger", "forgery"), FORGERIES.items())
def test_forgery_is_refused_by_its_trigger_alone(trigger: str, forgery: str) -> None:
    sell(ada())
    Account.objects.create(kind="buyer_funds", currency="USD")
    before = book()

    with pytest.raises(DatabaseError):
        run(forgery)
    assert book() == before

    asleep = [trigger, *([ALSO_ASKED[trigger]] if trigger in ALSO_ASKED else [])]
    with connection.cursor() as cursor:
        for name in asleep:
            table = name.replace("entries", "entry").rpartition("_")[0].removesuffix("_append")
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER {name}")
    run(forgery)
    assert book() != before
