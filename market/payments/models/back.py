"""Money that goes back: refunds that we ask for, and disputes that banks open."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.orders.models import OrderLine
from market.payments.models.payments import Payment
from project.base import clock
from project.base.ids import public_id


def new_refund_id() -> str:
    """An id for a new refund."""
    return public_id("rfd")


def new_dispute_id() -> str:
    """An id for a new dispute."""
    return public_id("dsp")


class RefundState(models.TextChoices):
    """How a refund stands. PENDING: taken by the provider; it may still fail days later."""

    CREATED = "created", _("Prepared")
    SUBMITTING = "submitting", _("Being asked for")
    PENDING = "pending", _("On its way")
    SUCCEEDED = "succeeded", _("Refunded")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class RefundReason(models.TextChoices):
    """Why money goes back."""

    REQUESTED = "requested_by_customer", _("Asked for by the buyer")
    DUPLICATE = "duplicate", _("Paid twice")
    FRAUDULENT = "fraudulent", _("Fraud")
    LATE = "late", _("Paid after it was gone")
    OTHER = "other", _("Something else")


class Refund(models.Model):
    """A part of a payment that goes back. Its lines say which part of which order line; they sum to its amount."""

    public_id = models.CharField(max_length=32, unique=True, default=new_refund_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=RefundState, default=RefundState.CREATED)
    reason = models.CharField(max_length=24, choices=RefundReason)
    words = models.CharField(max_length=500, blank=True)
    amount_minor = models.PositiveBigIntegerField()
    provider_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("refund")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_minor__gte=1), name="payments_refund_of_something"),
            models.CheckConstraint(condition=Q(state__in=RefundState.values), name="payments_refund_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.public_id


class RefundLine(models.Model):
    """How much of one order line goes back."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refunds")
    amount_minor = models.PositiveBigIntegerField()
    # The parts it is taken from; they sum to the amount.
    seller_minor = models.PositiveBigIntegerField()
    commission_minor = models.PositiveBigIntegerField()
    tax_minor = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("refund line")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["refund", "line"], name="payments_refund_a_line_once"),
            models.CheckConstraint(
                condition=Q(
                    amount_minor=models.F("seller_minor") + models.F("commission_minor") + models.F("tax_minor")
                ),
                name="payments_refund_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} of {self.line_id}"


class DisputeState(models.TextChoices):
    """How a dispute stands; WON and LOST are ends. An inquiry (`warning_…`) takes no money."""

    WARNING_NEEDS_RESPONSE = "warning_needs_response", _("Inquiry: answer needed")
    WARNING_UNDER_REVIEW = "warning_under_review", _("Inquiry: under review")
    WARNING_CLOSED = "warning_closed", _("Inquiry closed")
    NEEDS_RESPONSE = "needs_response", _("Answer needed")
    UNDER_REVIEW = "under_review", _("Under review")
    PREVENTED = "prevented", _("Prevented")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


class Dispute(models.Model):
    """A buyer's bank takes a payment back, until somebody decides who was right."""

    public_id = models.CharField(max_length=32, unique=True, default=new_dispute_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    provider_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=22, choices=DisputeState)
    reason = models.CharField(max_length=60, blank=True)
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    fee_minor = models.PositiveBigIntegerField(default=0)
    evidence_due_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    funds_taken_at = models.DateTimeField(null=True, blank=True)
    funds_back_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("dispute")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=DisputeState.values), name="payments_dispute_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.public_id


class DisputeLine(models.Model):
    """What of one order line a bank took, and of whose parts; they sum to the amount."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="disputes")
    amount_minor = models.PositiveBigIntegerField()
    seller_minor = models.PositiveBigIntegerField()
    commission_minor = models.PositiveBigIntegerField()
    tax_minor = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("disputed line")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispute", "line"], name="payments_dispute_a_line_once"),
            models.CheckConstraint(
                condition=Q(
                    amount_minor=models.F("seller_minor") + models.F("commission_minor") + models.F("tax_minor")
                ),
                name="payments_dispute_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} of {self.line_id}"
