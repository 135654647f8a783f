"""Money that pays for nothing: too late, twice, or another amount. Nothing is delivered, and all of it goes back."""

from collections.abc import Sequence
from datetime import datetime

from market.flows import postings
from market.flows.alarms import alarm
from market.flows.books import post
from market.flows.postings import Posting
from market.flows.refunding import prepare_refund
from market.flows.telling import tell
from market.orders.models import Order
from market.orders.steps import note_step
from market.payments.models import Payment, RefundReason
from market.payments.stripe.facts import Intent


def keep_unasked(
    order: Order, payment: Payment, intent: Intent, why: RefundReason, *, fee: Sequence[Posting], now: datetime
) -> None:
    """Book what came, in the transaction that holds order and payment, and have all of it sent back."""
    if why == RefundReason.OTHER:
        facts = {"asked_minor": payment.amount_minor, "came_minor": intent.received_minor, "currency": intent.currency}
        alarm("not_what_was_asked", payment=payment.public_id, order=order.public_id, **facts)
        payment.amount_minor, payment.currency = intent.received_minor, intent.currency
    payment.save()
    kind = "not_what_was_asked" if why == RefundReason.OTHER else "late"
    note_step(order=order, kind=kind, facts={"currency": payment.currency}, now=now)
    refund = prepare_refund(order, payment, amount_minor=payment.amount_minor, reason=why, now=now)
    booked = postings.unasked(
        charge_id=str(payment.charge_id), currency=payment.currency, amount_minor=refund.amount_minor
    )
    post(booked, *fee, now=now)
    tell(order, now=now)
