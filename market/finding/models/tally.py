"""How many documents there are of each kind, category, tag and so on: what a list without filters says beside them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """So many more, or fewer, documents have this value of a facet: the count is the sum of its rows.

    Written by triggers of the documents, within the statement that writes them: no count is ever behind. Rows are
    added and never changed, so that nobody who writes documents waits for another; the worker folds them together.
    `scope` is a currency, for the documents that have a price in it, or empty for all of them.
    """

    scope = models.CharField(max_length=3, blank=True)
    facet = models.CharField(max_length=10)
    value = models.CharField(max_length=250, blank=True)
    change = models.IntegerField()

    class Meta:
        verbose_name = _("tally")
        indexes: ClassVar = [models.Index(fields=["scope", "facet", "value"], name="finding_tally_of")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value} {self.change:+}"
