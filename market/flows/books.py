"""Posting what `postings` works out: accounts are held first, all of a transaction's in one order."""

from collections.abc import Iterable
from datetime import datetime

from market.flows.postings import Posting
from market.ledger.actions import lock_accounts, post_transfer
from market.ledger.lines import Ref


def hold(refs: Iterable[Ref], *, now: datetime) -> dict[Ref, int]:
    """Hold these accounts until the transaction ends; their balances."""
    return {ref: balance for ref, (_pk, balance) in lock_accounts(refs, now=now).items()}


def post(*postings: Posting, now: datetime) -> None:
    """Post these in order; said again, nothing moves. The last thing before `publish`."""
    moving = [posting for posting in postings if posting.lines]
    if len(moving) > 1:
        lock_accounts([line.account for posting in moving for line in posting.lines], now=now)
    for posting in moving:
        post_transfer(cause=posting.cause, lines=posting.lines, now=now)
