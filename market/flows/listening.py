"""What each event of Stripe means: which object is asked for again, and which journey goes on."""

from collections.abc import Callable
from datetime import datetime

from market.flows.dispute import learn_of_dispute
from market.flows.foreign import learn_foreign_refund
from market.flows.fulfil import fulfil, settle
from market.flows.refunded import learn_refund
from market.payments.inbox import NotYet, on_events
from market.payments.models import Payment, Refund
from market.payments.stripe import calls

SESSIONS = (
    "checkout.session.completed",
    "checkout.session.expired",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
)
INTENTS = (
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "payment_intent.processing",
    "payment_intent.canceled",
)
CHARGES = ("charge.updated", "charge.succeeded")
REFUNDS = ("refund.created", "refund.updated", "refund.failed", "charge.refund.updated")
DISPUTES = (
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)


def register() -> None:
    """Listen to these events, and to no others."""
    heard: dict[tuple[str, ...], Callable[[str, datetime], None]] = {
        SESSIONS: hear_session,
        INTENTS: hear_intent,
        CHARGES: hear_charge,
        REFUNDS: hear_refund,
        DISPUTES: hear_dispute,
    }
    for kinds, handler in heard.items():
        on_events(kinds, handler)


def hear_session(session_id: str, now: datetime) -> None:
    """A session changed; one whose id we were never told is known by its reference."""
    session = calls.retrieve_session(session_id)
    payment = Payment.objects.filter(session_id=session_id).first()
    payment = payment or Payment.objects.filter(public_id=session.reference).first()
    if payment is None:
        raise NotYet(f"no payment of {session_id}")
    settle(payment.pk, session, now=now)


def hear_intent(intent_id: str, now: datetime) -> None:
    """An intent changed: its session says what that comes to."""
    payment = Payment.objects.filter(intent_id=intent_id).first()
    if payment is None:
        named = calls.retrieve_intent(intent_id).metadata.get("payment", "")
        payment = Payment.objects.filter(public_id=named).first()
    if payment is None:
        raise NotYet(f"no payment of {intent_id}")
    fulfil(payment.pk, now=now)


def hear_charge(charge_id: str, now: datetime) -> None:
    """A charge was booked: its fee is known now. One of a payment that is not known as paid is told by that."""
    payment = Payment.objects.filter(charge_id=charge_id, balance_id=None).first()
    if payment is not None:
        fulfil(payment.pk, now=now)


def hear_refund(refund_id: str, now: datetime) -> None:
    """A refund changed: ours, also where its id was never told us, or one that was made by hand at Stripe's."""
    made = calls.retrieve_refund(refund_id)
    refund = Refund.objects.filter(provider_id=refund_id).first()
    refund = refund or Refund.objects.filter(public_id=made.metadata.get("refund", "")).first()
    if refund is None:
        learn_foreign_refund(made, now=now)
    else:
        learn_refund(refund.pk, made, now=now)


def hear_dispute(dispute_id: str, now: datetime) -> None:
    """A dispute changed."""
    learn_of_dispute(dispute_id, now=now)
