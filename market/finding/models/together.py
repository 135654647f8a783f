"""What the worker counts: which products are bought together, and whom a new one was told to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from market.catalog.models import Product
from market.orders.models import Order


class Together(models.Model):
    """How many people bought both; each pair is kept in both directions."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("products bought together")
        indexes: ClassVar = [models.Index(fields=["product", "-count"], name="finding_most_together")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "other"], name="finding_one_row_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} with {self.other_id}"


class Counted(models.Model):
    """A paid order that has been counted: each is once, whoever counts and however often."""

    order = models.OneToOneField(Order, on_delete=models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        verbose_name = _("counted order")

    def __str__(self) -> str:
        return f"order {self.order_id}"


class Announcement(models.Model):
    """A product came up for sale for the first time: how far its seller's followers have been told."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    # The last row of `Follow` that was told.
    told_up_to = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("announcement")
        indexes: ClassVar = [
            models.Index(fields=["product"], condition=models.Q(done_at=None), name="finding_to_announce"),
        ]

    def __str__(self) -> str:
        return f"of {self.product_id}"
