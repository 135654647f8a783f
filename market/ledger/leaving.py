"""What the books hold of a person: their copy of it, why it stays, and why nobody goes with money on the table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from market.ledger.models import Account, Entry
from project.accounts.merging import register_merge
from project.accounts.profiles.deletion.registry import Words, register_blocker, register_erasure
from project.accounts.profiles.exports.registry import register_export
from project.base.money import written


def register() -> None:
    """Tell the registries; called when Django is ready."""
    register_merge("ledger", covers=["ledger.Account.owner"], merge=merge)
    register_export("money", rows=_rows, covers=["ledger.Account"])
    register_erasure(
        "money",
        erase=erase,
        gone=_("Your name at the money that you earned here."),
        kept=_("What you earned, gave back and were paid, without your name: the law asks for books to be kept."),
    )
    register_blocker("money", unsettled)


def merge(guest: int, member: int, now: datetime) -> None:
    """Nothing: a guest owns no money, and the database refuses to let them."""


def erase(person_id: int, now: datetime) -> None:
    """Nothing: accounts point to the person's row, which says nothing of them any more."""


def unsettled(person_id: int) -> Words | None:
    """Money that is theirs or that they owe stands in the way, amount by amount."""
    rows = Account.objects.filter(owner_id=person_id).exclude(balance_minor=0).order_by("currency", "kind")
    amounts = [f"{row.get_kind_display()}: {written(abs(row.balance_minor), row.currency)}" for row in rows]
    if not amounts:
        return None
    words = _("There is money on your account that must be paid out or settled first ({amounts}).")
    return format_lazy(words, amounts=", ".join(amounts))


def _rows(person_id: int) -> Iterator[dict[str, Any]]:
    for account in Account.objects.filter(owner_id=person_id).order_by("pk").iterator():
        told = {"kind": account.kind, "currency": account.currency, "opened_at": account.opened_at}
        yield {"is": "account", **told, "balance_minor": account.balance_minor}
    entries = Entry.objects.filter(account__owner_id=person_id).select_related("account", "transfer").order_by("pk")
    for entry in entries.iterator():
        moved = {"transfer": entry.transfer.public_id, "cause": entry.transfer.cause_kind, "at": entry.transfer.at}
        stood = {"amount_minor": entry.amount_minor, "balance_after_minor": entry.balance_after_minor}
        yield {"is": "entry", **moved, "kind": entry.account.kind, "currency": entry.currency, **stood}
