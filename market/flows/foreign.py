"""Refunds that somebody made by hand at the provider's: booked as if they had been asked for here."""

from datetime import datetime

from django.db import transaction

from market.flows import postings
from market.flows.alarms import alarm
from market.flows.books import hold, post
from market.flows.left import as_row, left_of, shares_in, spread
from market.flows.locking import locked_payment
from market.flows.postings import accounts_of
from market.flows.refunded import learn_refund
from market.flows.refunding import count_refunded
from market.orders.models import OrderLine
from market.payments.inbox import NotYet
from market.payments.models import Payment, Refund, RefundLine, RefundReason, RefundState
from market.payments.stripe.facts import RefundMade


def learn_foreign_refund(made: RefundMade, *, now: datetime) -> None:
    """Spread it over all that is left of the order, and go on as with one of ours. Raises `NotYet`."""
    payment = Payment.objects.filter(intent_id=made.intent_id).exclude(charge_id=None).first()
    if payment is None:
        raise NotYet(f"no paid payment of {made.intent_id}")
    refund = _adopt(payment.pk, made, now=now)
    learn_refund(refund.pk, made, now=now)


def _adopt(payment_pk: int, made: RefundMade, *, now: datetime) -> Refund:
    with transaction.atomic():
        order, payment = locked_payment(payment_pk)
        known = Refund.objects.filter(key=f"foreign-{made.id}").first()
        if known is not None:
            return known
        alarm("foreign_refund", refund=made.id, order=order.public_id, amount_minor=made.amount_minor)
        refund = Refund.objects.create(
            payment=payment,
            key=f"foreign-{made.id}",
            state=RefundState.SUBMITTING,
            reason=RefundReason.OTHER,
            amount_minor=made.amount_minor,
            provider_id=made.id,
            created_at=now,
            submitted_at=now,
        )
        count_refunded(payment, made.amount_minor)
        if not payment.is_sale:
            return refund
        lines = list(OrderLine.objects.filter(order=order))
        parts = spread(made.amount_minor, lines, left_of(lines))
        RefundLine.objects.bulk_create(
            RefundLine(refund=refund, line_id=pk, **as_row(one)) for pk, one in parts.items()
        )
        shares = shares_in(parts, lines)
        balances = hold(accounts_of(shares, order.currency), now=now)
        promised = postings.refund_promised(
            refund_id=refund.public_id, currency=order.currency, shares=shares, balances=balances
        )
        post(promised, now=now)
        return refund
