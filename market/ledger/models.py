"""The books: accounts, transfers between them, and each transfer's entries, which are never changed.

PostgreSQL keeps them (`migrations/0002_…`): a transfer sums to zero in each currency when it is committed, an entry
follows the one before it without a gap, and an account stands where its last entry left it.

Crypto will have columns of its own beside these, in base units as NUMERIC(38,0), for a bigint holds 9 ether in wei. An
account says by its currency which of them it uses; sums, chains and sides stay the same sentences.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from market.ledger.kinds import NEVER_ABOVE_ZERO, NEVER_BELOW_ZERO, OWNED, Kind
from project.base import clock
from project.base.ids import public_id


def new_transfer_id() -> str:
    """An id for a new transfer."""
    return public_id("trf")


class Account(models.Model):
    """Money of one kind, owner and currency: where it stands, and how many entries it has."""

    kind = models.CharField(max_length=24, choices=Kind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    currency = models.CharField(max_length=3)
    balance_minor = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("account")
        constraints: ClassVar = [
            # Nobody is person 0: so that accounts without an owner are found, and made once, by the same index.
            models.UniqueConstraint(
                F("kind"), F("currency"), Coalesce("owner_id", 0, output_field=models.BigIntegerField()),
                name="ledger_account_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="ledger_account_kind_known"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="ledger_account_currency"),
            models.CheckConstraint(
                condition=Q(kind__in=OWNED, owner__isnull=False) | (~Q(kind__in=OWNED) & Q(owner__isnull=True)),
                name="ledger_account_owned",
            ),
            models.CheckConstraint(
                condition=Q(balance_minor__gte=0) | ~Q(kind__in=NEVER_BELOW_ZERO), name="ledger_never_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(balance_minor__lte=0) | ~Q(kind__in=NEVER_ABOVE_ZERO), name="ledger_never_above_zero"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id or ''} {self.currency}"


class Transfer(models.Model):
    """Money moved for one cause, which moves it once. What was wrong is put right by another."""

    public_id = models.CharField(max_length=32, unique=True, default=new_transfer_id, editable=False)
    cause_kind = models.CharField(max_length=40)
    cause_id = models.CharField(max_length=120)
    memo = models.CharField(max_length=200, blank=True)
    # How many entries it was made with: none can be slipped in later.
    lines = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("transfer")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cause_kind", "cause_id"], name="ledger_cause_moves_once"),
            models.CheckConstraint(condition=~Q(cause_kind="") & ~Q(cause_id=""), name="ledger_transfer_has_a_cause"),
            models.CheckConstraint(condition=Q(lines__gte=2), name="ledger_transfer_has_two_sides"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.cause_kind} {self.cause_id}"


class Entry(models.Model):
    """One account's part of a transfer, and where it stood afterwards; `version` counts its entries without a gap."""

    # Both are found by the first column of a constraint below.
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="entries", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries", db_index=False)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    balance_after_minor = models.BigIntegerField()
    version = models.BigIntegerField()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transfer", "account"], name="ledger_entry_once_a_transfer"),
            models.UniqueConstraint(fields=["account", "version"], name="ledger_entry_version_once"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="ledger_entry_moves_something"),
            models.CheckConstraint(condition=Q(version__gte=1), name="ledger_entry_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency} in {self.account_id}"


class CheckRun(models.Model):
    """What one check of the books found at one time."""

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    findings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("check of the books")
        verbose_name_plural = _("checks of the books")
        indexes: ClassVar = [models.Index(fields=["name", "-at"], name="ledger_checks_latest")]

    def __str__(self) -> str:
        return f"{self.name}: {self.found}"
