"""What flows know of the books: each object of the provider has moved money once, and as much as it says."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from market.ledger.checks import Finding, register_check
from market.ledger.models import Transfer
from market.orders.models import PAID_STATES, Order
from market.payments.models import Difference, Dispute, Payment, PaymentState, Refund, RefundState

SENT = (RefundState.PENDING, RefundState.SUCCEEDED)


def register() -> None:
    """Have them asked with the others."""
    register_check("payments_booked", payments_booked, says=_("Every payment, refund and dispute is booked, once."))
    register_check("orders_paid", orders_paid, says=_("What is delivered was paid, and what was paid is delivered."))
    register_check("provider_moves", provider_moves, says=_("The books show what Stripe's balance shows."))


def payments_booked() -> Iterator[Finding]:
    """Objects of the provider without a transfer of their own."""
    paid = Payment.objects.filter(state=PaymentState.SUCCEEDED)
    for payment in paid.filter(~_booked("stripe.charge", "charge_id")):
        yield Finding(f"payment {payment.public_id}", "a transfer", f"none of {payment.charge_id}")
    for refund in Refund.objects.filter(~_booked("stripe.refund", "provider_id"), state__in=SENT):
        yield Finding(f"refund {refund.public_id}", "a transfer", f"none of {refund.provider_id}")
    taken = Dispute.objects.filter(funds_taken_at__isnull=False)
    for dispute in taken.filter(~_booked("stripe.dispute", "provider_id")):
        yield Finding(f"dispute {dispute.public_id}", "a transfer", f"none of {dispute.provider_id}")


def orders_paid() -> Iterator[Finding]:
    """Orders whose state and payments do not fit each other."""
    sold = Exists(Payment.objects.filter(order=OuterRef("pk"), is_sale=True))
    for order in Order.objects.filter(~sold, state__in=PAID_STATES, total_minor__gt=0):
        yield Finding(f"order {order.public_id}", "a payment", "none")
    for order in Order.objects.filter(sold).exclude(state__in=PAID_STATES):
        yield Finding(f"order {order.public_id}", "delivered", order.state)


def provider_moves() -> Iterator[Finding]:
    """Differences that reconciling has found and that are not settled."""
    for one in Difference.objects.filter(settled_at=None).order_by("found_at"):
        yield Finding(f"{one.kind} {one.object_id}", str(one.facts.get("amount_minor")), str(one.facts))


def _booked(kind: str, column: str) -> Exists:
    return Exists(Transfer.objects.filter(cause_kind=kind, cause_id=OuterRef(column)))
