"""Moving money: the one way in which a balance changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NoReturn

from django.db import connection
from django.utils.translation import gettext_lazy as _

from market.ledger import posting
from market.ledger.kinds import Kind, may_carry
from market.ledger.lines import Cause, Line, LinesNotPostable, Ref, summed
from market.ledger.models import Transfer
from project.base.errors import Refusal

__all__ = [
    "Cause",
    "CauseTaken",
    "FundsMissing",
    "Kind",
    "Line",
    "LinesNotPostable",
    "Ref",
    "lock_accounts",
    "post_transfer",
]


class FundsMissing(Refusal):
    """An account would cross zero that may not: there is less in it than this takes."""

    message = _("There is not enough money for this.")


class CauseTaken(Exception):
    """This cause has moved money before, and differently: whoever says so now is wrong about what happened."""


def post_transfer(*, cause: Cause, lines: Sequence[Line], now: datetime, memo: str = "") -> Transfer:
    """Post lines that sum to zero in each currency, in the caller's transaction; the same cause again changes nothing.

    Accounts stay locked until the caller commits, and every transfer of a currency wants its clearing account: post
    after everything else was asked and written, right before `publish`. Who posts twice in one transaction locks all
    accounts before (`lock_accounts`). Raises `FundsMissing`; `CauseTaken` and `LinesNotPostable` are bugs.
    """
    amounts = summed(lines)
    accounts = lock_accounts(amounts, now=now)
    crossing = [ref for ref, amount in amounts.items() if not may_carry(ref.kind, accounts[ref].balance_minor + amount)]
    if crossing:
        return _posted(cause, amounts) or _refuse(crossing[0], amounts, accounts)
    by_id = {accounts[ref].id: amount for ref, amount in amounts.items()}
    posted = posting.post(cause=cause, amounts=by_id, now=now, memo=memo) or _posted(cause, amounts)
    if posted is None:  # another transaction's, which this one may not see
        raise RuntimeError("Transfers are posted under READ COMMITTED.")
    return posted


def lock_accounts(refs: Iterable[Ref], *, now: datetime) -> dict[Ref, posting.Locked]:
    """Hold these accounts, opened where missing, until the transaction ends: their row's id and balance.

    All in one order, so that nobody waits for somebody who waits for them.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Money moves inside a transaction.")
    asked = tuple(dict.fromkeys(refs))
    return posting.lock(asked, now) if asked else {}


def _posted(cause: Cause, amounts: dict[Ref, int]) -> Transfer | None:
    """What this cause has moved before. Raises `CauseTaken` when that was something else."""
    transfer = Transfer.objects.filter(cause_kind=cause.kind, cause_id=cause.id).first()
    if transfer is None:
        return None
    entries = transfer.entries.select_related("account")
    moved = {
        Ref(Kind(entry.account.kind), entry.account.owner_id, entry.currency): entry.amount_minor for entry in entries
    }
    if moved != amounts:
        raise CauseTaken(f"{cause} has moved {moved}, not {amounts}.")
    return transfer


def _refuse(ref: Ref, amounts: dict[Ref, int], accounts: dict[Ref, posting.Locked]) -> NoReturn:
    missing = abs(accounts[ref].balance_minor + amounts[ref])
    raise FundsMissing(account=str(ref.kind), currency=ref.currency, missing_minor=missing)
