"""Invoices, receipts and credit notes: numbered without gaps, and never changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from market.orders.models.orders import Order
from project.base.ids import public_id


def new_paper_id() -> str:
    """An id for a new paper."""
    return public_id("doc")


class PaperKind(models.TextChoices):
    """What kind of paper; each counts by itself."""

    INVOICE = "invoice", _("Invoice")
    RECEIPT = "receipt", _("Receipt")
    CREDIT_NOTE = "credit_note", _("Credit note")


class PaperSeries(models.Model):
    """The last number of a kind and year; its row is locked until the paper that took the number is committed."""

    kind = models.CharField(max_length=11, choices=PaperKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of papers")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "year"], name="orders_one_series")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class Paper(models.Model):
    """One paper of an order. `facts` holds all that is printed, so that it is drawn the same for ever."""

    public_id = models.CharField(max_length=32, unique=True, default=new_paper_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=11, choices=PaperKind)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # What it is about: the order itself or one refund of it; one paper of a kind for each.
    cause = models.CharField(max_length=40)
    facts = models.JSONField()
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("paper")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="orders_one_paper_a_number"),
            models.UniqueConstraint(fields=["kind", "cause"], name="orders_one_paper_a_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}-{self.number}"
