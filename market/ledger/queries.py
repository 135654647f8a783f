"""Reading the books."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from market.ledger.kinds import OF_SELLERS, Kind
from market.ledger.lines import Ref
from market.ledger.models import Account, Entry, Transfer
from project.base.listing import CursorAsked, Found, by_cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Where a seller stands in one currency, in minor units, none below zero; `owed_minor` is what they owe us."""

    available_minor: int = 0
    pending_minor: int = 0
    held_minor: int = 0
    disputed_minor: int = 0
    owed_minor: int = 0
    in_transit_minor: int = 0


def balance_of(ref: Ref) -> int:
    """Where an account stands; nothing for one that was never opened."""
    found = Account.objects.filter(kind=ref.kind, currency=ref.currency, owner_id=ref.owner_id)
    return found.values_list("balance_minor", flat=True).first() or 0


def figures_of(seller_id: int) -> dict[str, Figures]:
    """A seller's figures by currency, in the order of the codes. One query."""
    rows = Account.objects.filter(owner_id=seller_id, kind__in=OF_SELLERS)
    by_currency: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, currency, balance in rows.values_list("kind", "currency", "balance_minor").order_by("currency"):
        by_currency[currency][f"{kind.removeprefix('seller_')}_minor"] = abs(balance)
    return {currency: Figures(**figures) for currency, figures in by_currency.items()}


def entries_of(
    seller_id: int, *, asked: CursorAsked, currency: str = "", kinds: Sequence[Kind] = OF_SELLERS
) -> Found[Entry]:
    """What moved on a seller's accounts, the newest first, each with its transfer (cause, memo, time) and account.

    Raises `CursorNotValid`.
    """
    rows = Entry.objects.filter(account__owner_id=seller_id, account__kind__in=kinds)
    if currency:
        rows = rows.filter(currency=currency)
    named = f"entries {seller_id} {currency} {','.join(sorted(kinds))}"
    return by_cursor(rows.select_related("transfer", "account"), of=named, order=("-pk",), asked=asked)


def transfers_caused_by(kind: str, *ids: str) -> list[Transfer]:
    """The transfers of these causes, the oldest first, each with its entries and their accounts."""
    rows = Transfer.objects.filter(cause_kind=kind, cause_id__in=ids).order_by("pk")
    return list(rows.prefetch_related("entries__account"))


def standing() -> list[tuple[str, str, int]]:
    """All accounts together by currency and kind: currency, kind, balance in minor units."""
    rows = Account.objects.values_list("currency", "kind").annotate(all=Sum("balance_minor"))
    return [(currency, kind, int(total)) for currency, kind, total in rows.order_by("currency", "kind")]
