"""Payments: one try to pay an order. What was asked of the provider is written before it is asked."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from market.orders.models import Order
from project.base import clock
from project.base.ids import public_id


def new_payment_id() -> str:
    """An id for a new payment."""
    return public_id("pay")


class Provider(models.TextChoices):
    """Who takes the money."""

    STRIPE = "stripe", "Stripe"


class PaymentState(models.TextChoices):
    """How a payment stands. SUBMITTING: asked for, and not known whether it came to be; only forwards from there."""

    CREATED = "created", _("Prepared")
    SUBMITTING = "submitting", _("Being opened")
    OPEN = "open", _("Waiting for the buyer")
    PROCESSING = "processing", _("Being processed")
    SUCCEEDED = "succeeded", _("Paid")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


ALIVE = ("created", "submitting", "open", "processing")


class Payment(models.Model):
    """One Checkout Session of an order and all that came of it. `key` is what the provider tells doubles by."""

    public_id = models.CharField(max_length=32, unique=True, default=new_payment_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=8, choices=Provider, default=Provider.STRIPE)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.CREATED)
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    attempt = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=80, unique=True)
    params = models.JSONField(default=dict, blank=True)
    session_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    intent_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    charge_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    balance_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    fee_minor = models.PositiveBigIntegerField(null=True, blank=True)
    # Whether the order was delivered for it; what else succeeded was nobody's, and goes back whole.
    is_sale = models.BooleanField(default=False)
    refunded_minor = models.PositiveBigIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When somebody must look at it again, and who does right now.
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("payment")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "attempt"], name="payments_one_an_attempt"),
            models.UniqueConstraint(fields=["order"], condition=Q(state__in=ALIVE), name="payments_one_alive_an_order"),
            models.UniqueConstraint(fields=["order"], condition=Q(is_sale=True), name="payments_one_sale_an_order"),
            models.CheckConstraint(
                condition=Q(is_sale=False) | Q(state="succeeded", charge_id__isnull=False),
                name="payments_sold_for_what_came",
            ),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payments_state_is_known"),
            models.CheckConstraint(
                condition=Q(refunded_minor__lte=F("amount_minor")), name="payments_refunds_are_bounded"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
