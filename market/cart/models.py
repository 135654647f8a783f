"""The cart: rows of tiers that a person means to buy, in one currency."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models import Product, Tier
from project.base import clock
from project.base.ids import public_id


def new_line_id() -> str:
    """An id for a new line."""
    return public_id("itm")


class Cart(models.Model):
    """One person's, guest or member. `version` rises with each change: no older answer overwrites a newer one."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    currency = models.CharField(max_length=3)
    version = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("cart")

    def __str__(self) -> str:
        return f"cart of {self.person_id}"


class CartLine(models.Model):
    """So many of one tier. `seen_minor` is the price that its owner last saw: a change since then is shown to them."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    public_id = models.CharField(max_length=32, unique=True, default=new_line_id, editable=False)
    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)
    # What the buyer names where they pay what they want; None: what is suggested, or the least.
    chosen_minor = models.PositiveBigIntegerField(null=True, blank=True)
    seen_minor = models.PositiveBigIntegerField(null=True, blank=True)
    seen_currency = models.CharField(max_length=3, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("cart line")
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cart", "tier"], name="cart_one_line_a_tier"),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=99), name="cart_quantity_is_sensible"),
        ]

    def __str__(self) -> str:
        return self.public_id


class CartTelling(models.Model):
    """A product changed, and the carts that hold it are to be told; those up to `after` (a cart's row) have been.

    A worker has it until `leased_until`. Rows are added and deleted, and changed by that worker alone.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    after = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("telling of carts")

    def __str__(self) -> str:
        return f"carts with {self.product_id}"
