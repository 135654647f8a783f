"""How staff judges: every submission is a row with what is asked to change, and what was decided about it and why."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models.products import Product
from project.base import clock
from project.base.ids import public_id


def new_change_id() -> str:
    """An id for a new change."""
    return public_id("chg")


class ChangeState(models.TextChoices):
    """How a change stands; one that is decided stays so."""

    OPEN = "open", _("Being written")
    SUBMITTED = "submitted", _("In review")
    REQUIRES_CHANGES = "requires_changes", _("Changes needed")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


UNDECIDED = ("open", "submitted", "requires_changes")


class Change(models.Model):
    """A listing that asks to go live (`is_first`), or the difference that a live one asks for.

    `after` holds the fields that change with their new values; `before` the same fields as they were when it was
    submitted; both are plain JSON. A live product stays as it is until its change is approved.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="changes")
    public_id = models.CharField(max_length=32, unique=True, default=new_change_id, editable=False)
    is_first = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=ChangeState, default=ChangeState.OPEN)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change")
        indexes: ClassVar = [
            models.Index(fields=["submitted_at"], condition=Q(state="submitted"), name="catalog_changes_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(state__in=UNDECIDED), name="catalog_one_change_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=ChangeState.values), name="catalog_change_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.public_id


class CommissionRate(models.Model):
    """What the house takes of a sale, in basis points. A seller's own wins over a category's, that over the default."""

    category = models.ForeignKey("catalog.Category", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    seller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    bps = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("commission rate")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["category", "seller"], nulls_distinct=False, name="catalog_one_rate_for_each"
            ),
            models.CheckConstraint(condition=Q(bps__lte=10_000), name="catalog_rate_is_a_part"),
            models.CheckConstraint(
                condition=Q(category__isnull=True) | Q(seller__isnull=True), name="catalog_rate_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bps} bps"
