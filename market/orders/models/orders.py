"""Orders and their lines: what was bought of whom at which price. Amounts are frozen when the order is placed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models import Product, ProductKind, Tier, Version
from project.base import clock
from project.base.ids import public_id


def new_order_id() -> str:
    """An id for a new order."""
    return public_id("ord")


def new_line_id() -> str:
    """An id for a new line."""
    return public_id("oln")


class OrderState(models.TextChoices):
    """How an order stands. PLACED waits for a payment; what was paid is never CANCELLED or EXPIRED, only refunded."""

    PLACED = "placed", _("Waiting for payment")
    PAID = "paid", _("Paid")
    PARTIALLY_REFUNDED = "partially_refunded", _("Partially refunded")
    REFUNDED = "refunded", _("Refunded")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


PAID_STATES = ("paid", "partially_refunded", "refunded")


class Order(models.Model):
    """What one person buys at once, of however many sellers.

    `key` names the checkout it came of: pressed twice, one order.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_order_id, editable=False)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=18, choices=OrderState, default=OrderState.PLACED)
    is_gift = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    subtotal_minor = models.PositiveBigIntegerField()
    discount_minor = models.PositiveBigIntegerField(default=0)
    tax_minor = models.PositiveBigIntegerField(default=0)
    total_minor = models.PositiveBigIntegerField()
    refunded_minor = models.PositiveBigIntegerField(default=0)
    # Who is billed, and what the tax was worked out from; empty where there is none.
    billing = models.JSONField(default=dict, blank=True)
    tax_facts = models.JSONField(default=dict, blank=True)
    placed_at = models.DateTimeField(default=clock.now)
    # Until when a payment is waited for, and scarce things are kept.
    expires_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("order")
        indexes: ClassVar = [
            models.Index(fields=["buyer", "-placed_at"], name="orders_of_buyer"),
            models.Index(fields=["expires_at"], condition=Q(state="placed"), name="orders_waiting"),
            models.Index(fields=["paid_at"], condition=Q(paid_at__isnull=False), name="orders_paid_lately"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["buyer", "key"], name="orders_one_a_checkout"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="orders_state_is_known"),
            models.CheckConstraint(
                condition=Q(total_minor=F("subtotal_minor") - F("discount_minor") + F("tax_minor")),
                name="orders_total_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(refunded_minor__lte=F("total_minor")), name="orders_refunds_are_bounded"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PAID_STATES, paid_at__isnull=False) | Q(paid_at=None), name="orders_paid_since"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class OrderLine(models.Model):
    """One tier as it was sold.

    The seller's part is what is left of the price after discount, without tax and commission.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    public_id = models.CharField(max_length=32, unique=True, default=new_line_id, editable=False)
    place = models.PositiveSmallIntegerField()
    seller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    # The version that was current when it was sold; what disputes ask for.
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=ProductKind)
    title = models.CharField(max_length=120)
    tier_name = models.CharField(max_length=60)
    seller_name = models.CharField(max_length=60)
    quantity = models.PositiveSmallIntegerField()
    unit_minor = models.PositiveBigIntegerField()
    discount_minor = models.PositiveBigIntegerField(default=0)
    tax_minor = models.PositiveBigIntegerField(default=0)
    total_minor = models.PositiveBigIntegerField()
    commission_bps = models.PositiveSmallIntegerField()
    commission_minor = models.PositiveBigIntegerField()
    seller_minor = models.PositiveBigIntegerField()
    refunded_minor = models.PositiveBigIntegerField(default=0)
    # When the seller's part becomes available, and when it did.
    releases_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("order line")
        ordering: ClassVar = ["place"]
        indexes: ClassVar = [
            models.Index(fields=["seller", "-order"], name="orders_of_seller"),
            models.Index(fields=["product"], name="orders_of_product"),
            models.Index(
                fields=["releases_at"],
                condition=Q(released_at=None, releases_at__isnull=False),
                name="orders_to_release",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "place"], name="orders_line_a_place"),
            models.CheckConstraint(
                condition=Q(total_minor=F("unit_minor") * F("quantity") - F("discount_minor") + F("tax_minor")),
                name="orders_line_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(total_minor=F("seller_minor") + F("commission_minor") + F("tax_minor")),
                name="orders_line_is_shared_out",
            ),
            models.CheckConstraint(
                condition=Q(refunded_minor__lte=F("total_minor")), name="orders_line_refunds_are_bounded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"


class OrderStep(models.Model):
    """One line of an order's timeline: what happened, or what is waited for and why. Append-only."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=32)
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("order step")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.order_id}"
