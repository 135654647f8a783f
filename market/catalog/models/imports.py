"""Imports: a table of products that a seller sent, worked off row by row; what came of each row is kept for a month."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models.products import Product
from project.base import clock
from project.base.ids import public_id


def new_import_id() -> str:
    """An id for a new import."""
    return public_id("imp")


class ImportState(models.TextChoices):
    """How far an import came. FAILED: a mistake of ours, again and again."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class RowResult(models.TextChoices):
    """What came of a row."""

    WAITING = "waiting", _("Waiting")
    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REFUSED = "refused", _("Refused")


class ImportRun(models.Model):
    """One table. A dry one tells what would come of it and changes nothing."""

    public_id = models.CharField(max_length=32, unique=True, default=new_import_id, editable=False)
    seller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    is_dry = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=ImportState, default=ImportState.WAITING)
    total = models.PositiveIntegerField(default=0)
    # Rows by result, as far as was told: the rows themselves may be a moment ahead.
    counts = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When somebody must work on it, and who does right now.
    due_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("import")
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "running"]), name="catalog_imports_due"),
            models.Index(fields=["seller", "-created_at"], name="catalog_imports_of_seller"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="catalog_import_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.public_id


class ImportRow(models.Model):
    """One row of a table as it was written. `problems` says by column why it was refused."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    # Rows of one product have one key, and are worked off together.
    key = models.CharField(max_length=100)
    cells = models.JSONField()
    result = models.CharField(max_length=9, choices=RowResult, default=RowResult.WAITING)
    problems = models.JSONField(default=dict, blank=True)
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("row of an import")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="catalog_one_row_a_number"),
            models.CheckConstraint(condition=Q(result__in=RowResult.values), name="catalog_row_result_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.result}"
