"""What the books can be asked about themselves: one query each, which sees one moment, whatever is posted meanwhile."""

from collections.abc import Iterator
from functools import partial

from django.db import connection
from django.utils.translation import gettext_lazy as _

from market.ledger.checks import MOST, Finding, register_check
from market.ledger.kinds import NEVER_ABOVE_ZERO, NEVER_BELOW_ZERO
from market.ledger.models import Account, Entry, Transfer

# Each yields what it is about, what was expected, and what was found.
SUMS = """
SELECT currency || ' of all ' || of, 0, sum(amount) FROM (
    SELECT 'accounts' AS of, currency, balance_minor AS amount FROM ledger_account
    UNION ALL SELECT 'entries', currency, amount_minor FROM ledger_entry
) AS everything GROUP BY currency, of HAVING sum(amount) <> 0
"""
TRANSFERS = """
SELECT transfer.public_id || ' in ' || entry.currency, 0, sum(entry.amount_minor)
FROM ledger_entry entry JOIN ledger_transfer transfer ON transfer.id = transfer_id
GROUP BY transfer.public_id, entry.currency HAVING sum(entry.amount_minor) <> 0
"""
ENTRIES = """
SELECT concat('entries of transfer ', coalesce(transfer.id, entry.transfer_id)), coalesce(transfer.lines, 0),
    count(entry.id)
FROM ledger_transfer transfer FULL JOIN ledger_entry entry ON entry.transfer_id = transfer.id
GROUP BY transfer.id, entry.transfer_id HAVING count(entry.id) <> coalesce(transfer.lines, 0)
"""
BALANCES = """
WITH summed AS (
    SELECT account_id, sum(amount_minor) AS amount, count(*) AS entries,
        (array_agg(balance_after_minor ORDER BY version DESC))[1] AS after
    FROM ledger_entry GROUP BY account_id
)
SELECT concat('account ', account.id, ', ', account.kind, ' ', account.currency, ': sum, last balance, entries'),
    concat_ws(', ', coalesce(amount, 0), coalesce(after, 0), coalesce(entries, 0)),
    concat_ws(', ', balance_minor, balance_minor, version)
FROM ledger_account account LEFT JOIN summed ON summed.account_id = account.id
WHERE (balance_minor, balance_minor, version) <> (coalesce(amount, 0), coalesce(after, 0), coalesce(entries, 0))
"""
VERSIONS = """
SELECT concat('entry ', id, ' of account ', account_id, ': version, balance'),
    concat_ws(', ', place, before + amount_minor), concat_ws(', ', version, balance_after_minor)
FROM (
    SELECT *, row_number() OVER numbered AS place, coalesce(lag(balance_after_minor) OVER numbered, 0) AS before
    FROM ledger_entry WINDOW numbered AS (PARTITION BY account_id ORDER BY version)
) AS chain WHERE version <> place OR balance_after_minor <> before + amount_minor
"""
SIDES = """
SELECT concat(of, ' of account ', id, ', ', kind), 'never ' || CASE WHEN balance < 0 THEN 'below' ELSE 'above' END
    || ' zero', balance
FROM (
    SELECT 'balance' AS of, id, kind, balance_minor AS balance FROM ledger_account
    UNION ALL SELECT 'entry ' || entry.version, account.id, kind, balance_after_minor
    FROM ledger_entry entry JOIN ledger_account account ON account.id = account_id
) AS standing
WHERE (balance < 0 AND kind = ANY(%(below)s)) OR (balance > 0 AND kind = ANY(%(above)s))
"""
CURRENCIES = """
SELECT concat('entry ', entry.id, ' of account ', account.id), account.currency, entry.currency
FROM ledger_entry entry JOIN ledger_account account ON account.id = entry.account_id
WHERE account.currency <> entry.currency
"""
AWAKE = """
SELECT tgname FROM pg_trigger WHERE tgenabled = 'O' AND tgrelid = ANY(%(tables)s::regclass[])
UNION ALL SELECT conname FROM pg_constraint WHERE convalidated AND conrelid = ANY(%(tables)s::regclass[])
UNION ALL SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid
WHERE indisunique AND indisvalid AND indrelid = ANY(%(tables)s::regclass[])
"""
TRIGGERS = (
    "ledger_transfer_append_only", "ledger_transfer_moves", "ledger_entry_append_only", "ledger_entries_balance",
    "ledger_entry_follows", "ledger_account_kept", "ledger_account_opens", "ledger_account_moves",
)  # fmt: skip
BOOKS = [model._meta for model in (Account, Transfer, Entry)]  # noqa: SLF001 - Django's own API


def register() -> None:
    """The books' own checks; called when Django is ready."""
    sides = {"below": list(NEVER_BELOW_ZERO), "above": list(NEVER_ABOVE_ZERO)}
    register_check("sums", partial(_asked, SUMS), says=_("Everything sums to zero in each currency."))
    register_check("transfers", partial(_asked, TRANSFERS), says=_("Each transfer sums to zero in each currency."))
    register_check("entries", partial(_asked, ENTRIES), says=_("Each transfer has the entries that it was made with."))
    register_check("balances", partial(_asked, BALANCES), says=_("Each balance is the sum of its entries."))
    register_check("versions", partial(_asked, VERSIONS), says=_("Entries follow one another without a gap."))
    register_check(
        "sides", partial(_asked, SIDES, sides), says=_("No account is or was on a side of zero that it may not be on.")
    )
    register_check("currencies", partial(_asked, CURRENCIES), says=_("Each entry has the currency of its account."))
    register_check("guards", guards_asleep, says=_("The database holds the books by triggers and constraints."))


def guards_asleep() -> Iterator[Finding]:
    """Triggers and constraints that somebody took away or switched off."""
    with connection.cursor() as cursor:
        cursor.execute(AWAKE, {"tables": [books.db_table for books in BOOKS]})
        awake = {name for (name,) in cursor.fetchall()}
    named = [constraint.name for books in BOOKS for constraint in books.constraints]
    for name in (*TRIGGERS, *named):
        if name not in awake:
            yield Finding(what=name, expected="awake", found="away or asleep")


def _asked(sql: str, values: dict[str, list[str]] | None = None) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {MOST}", values)
        for what, expected, found in cursor.fetchall():
            yield Finding(what=what, expected=str(expected), found=str(found))
