"""The two statements of a posting: accounts are locked in one order, then moved together with their entries."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from market.ledger.lines import Cause, Ref
from market.ledger.models import Account, Transfer, new_transfer_id

# Nothing is locked unless all are there: who waits to open an account must hold none that others wait for.
LOCK = """
WITH found AS MATERIALIZED (
    SELECT account.id
    FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS asked(kind, currency, owner)
    JOIN ledger_account account ON account.kind = asked.kind AND account.currency = asked.currency
        AND coalesce(account.owner_id, 0) = asked.owner
)
SELECT kind, currency, owner_id, id, balance_minor FROM ledger_account
WHERE id IN (TABLE found) AND (SELECT count(*) FROM found) = %s
ORDER BY id FOR NO KEY UPDATE
"""

# Where the cause has moved money before, no transfer is made, and so nothing moves.
POST = """
WITH transfer AS (
    INSERT INTO ledger_transfer (public_id, cause_kind, cause_id, memo, lines, at) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (cause_kind, cause_id) DO NOTHING RETURNING id
), moved AS (
    UPDATE ledger_account account
    SET balance_minor = account.balance_minor + line.amount, version = account.version + 1
    FROM transfer, unnest(%s::bigint[], %s::bigint[]) AS line(account, amount)
    WHERE account.id = line.account
    RETURNING transfer.id AS transfer, account.id AS account, line.amount, account.currency,
        account.balance_minor, account.version
), entered AS (
    INSERT INTO ledger_entry (transfer_id, account_id, amount_minor, currency, balance_after_minor, version)
    SELECT transfer, account, amount, currency, balance_minor, version FROM moved ORDER BY account
)
SELECT id FROM transfer
"""
FIELDS = ("id", "public_id", "cause_kind", "cause_id", "memo", "lines", "at")


class Locked(NamedTuple):
    """An account that is held: its row, and where it stands."""

    id: int
    balance_minor: int


def lock(refs: Collection[Ref], now: datetime) -> dict[Ref, Locked]:
    """Hold these accounts until the transaction ends, opening those that are missing."""
    found = _lock_all(refs)
    if found is None:
        missing = (Account(kind=ref.kind, owner_id=ref.owner_id, currency=ref.currency, opened_at=now) for ref in refs)
        in_order = sorted(missing, key=lambda account: (account.kind, account.currency, account.owner_id or 0))
        Account.objects.bulk_create(in_order, ignore_conflicts=True)
        found = _lock_all(refs)
    if found is None:  # accounts are never deleted
        raise RuntimeError("An account that was opened is gone.")
    return found


def post(*, cause: Cause, amounts: Mapping[int, int], now: datetime, memo: str) -> Transfer | None:
    """Move so much of each account (by id), all of them locked; None where this cause has moved money before."""
    public_id = new_transfer_id()
    values: list[Any] = [public_id, cause.kind, cause.id, memo, len(amounts), now]
    with connection.cursor() as cursor:
        cursor.execute(POST, [*values, list(amounts), list(amounts.values())])
        row = cursor.fetchone()
    if row is None:
        return None
    return Transfer.from_db(connection.alias, FIELDS, [row[0], *values])


def _lock_all(refs: Collection[Ref]) -> dict[Ref, Locked] | None:
    kinds, currencies, owners = zip(*(ref.place for ref in refs), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [list(kinds), list(currencies), list(owners), len(refs)])
        rows = cursor.fetchall()
    if len(rows) < len(refs):
        return None
    found = {(kind, currency, owner or 0): Locked(pk, balance) for kind, currency, owner, pk, balance in rows}
    return {ref: found[ref.place] for ref in refs}
