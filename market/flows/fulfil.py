"""What a payment came to: asked of the provider, compared with the order, and only then delivered.

One function for webhooks, the return page and every sweep: run twice, late or at once, it does what is left to do.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from market.flows import postings
from market.flows.books import post
from market.flows.delivering import deliver_paid, shares_of
from market.flows.locking import locked_payment
from market.flows.postings import Posting
from market.flows.telling import stock_changed, tell
from market.flows.unasked import keep_unasked
from market.orders.keeping import keep_again, keep_longer
from market.orders.models import PAID_STATES, Order, OrderLine, OrderState
from market.orders.steps import note_step
from market.payments.measures import payments_ended
from market.payments.models import Payment, PaymentState, RefundReason
from market.payments.stripe import calls
from market.payments.stripe.facts import Charge, Intent, Session

FEE_AGAIN = timedelta(minutes=1)
LOOK_AGAIN = timedelta(minutes=10)
BANK_DAYS = timedelta(days=14)
CLOCKS_APART = timedelta(minutes=5)
ENDED_UNPAID = frozenset([PaymentState.FAILED, PaymentState.CANCELLED, PaymentState.EXPIRED])


def fulfil(payment_pk: int, *, now: datetime) -> PaymentState:
    """Ask how this payment stands and do what follows; how it stands then. Raises `ProviderError`."""
    session = _ask(Payment.objects.get(pk=payment_pk))
    if session is not None:
        settle(payment_pk, session, now=now)
    return PaymentState(Payment.objects.values_list("state", flat=True).get(pk=payment_pk))


def settle(payment_pk: int, session: Session, *, now: datetime) -> None:
    """Do what follows from how a session stands, once: in one transaction, forwards only."""
    with transaction.atomic():
        order, payment = locked_payment(payment_pk)
        if payment.session_id not in {None, session.id}:
            return
        payment.session_id = session.id
        intent = session.intent
        if payment.state == PaymentState.SUCCEEDED:
            _learn_fee(payment, intent.charge if intent else None, now=now)
        elif session.status == "complete" and session.payment_status == "paid" and intent is not None:
            _paid(order, payment, intent, now=now)
        elif payment.state not in ENDED_UNPAID:
            _unpaid(order, payment, session, now=now)


def _ask(payment: Payment) -> Session | None:
    """The session as it stands; one whose id was never told of is looked for."""
    if payment.session_id:
        return calls.retrieve_session(payment.session_id)
    if payment.submitted_at is None:
        return None
    found = calls.find_session(payment.public_id, since=payment.submitted_at - CLOCKS_APART)
    return calls.retrieve_session(found.id) if found is not None else None


def _paid(order: Order, payment: Payment, intent: Intent, *, now: datetime) -> None:
    charge = intent.charge
    if charge is None or charge.status != "succeeded":
        return
    payment.state, payment.intent_id, payment.charge_id = PaymentState.SUCCEEDED, intent.id, charge.id
    payment.ended_at, payment.due_at, payment.leased_until, payment.last_error = now, None, None, ""
    payments_ended.labels(result="succeeded").inc()
    why_not = _why_not(order, payment, intent)
    if why_not is not None:
        keep_unasked(order, payment, intent, why_not, fee=_fee(payment, charge, now=now), now=now)
        return
    fee = _fee(payment, charge, now=now)
    payment.is_sale = True
    payment.save()
    deliver_paid(order, now=now)
    shares = shares_of(list(OrderLine.objects.filter(order=order)))
    post(postings.sale(charge_id=charge.id, currency=order.currency, shares=shares), *fee, now=now)
    tell(order, *stock_changed(order, now=now), now=now)


def _why_not(order: Order, payment: Payment, intent: Intent) -> RefundReason | None:
    """Why this money is for nothing that could be delivered; None where it pays the order."""
    asked = (order.total_minor, order.currency)
    if asked != (intent.received_minor, intent.currency) or asked != (payment.amount_minor, payment.currency):
        return RefundReason.OTHER
    if order.state in PAID_STATES:
        return RefundReason.DUPLICATE
    if order.state == OrderState.EXPIRED and keep_again(order):
        return None
    return None if order.state == OrderState.PLACED else RefundReason.LATE


def _fee(payment: Payment, charge: Charge, *, now: datetime) -> list[Posting]:
    """Stripe's fee where it is known already; else it is asked for again in a minute."""
    move = charge.move
    if move is None:
        payment.due_at = now + FEE_AGAIN
        return []
    payment.balance_id, payment.fee_minor = move.id, move.fee_minor
    return [postings.fee(move_id=move.id, currency=move.currency, fee_minor=move.fee_minor)]


def _learn_fee(payment: Payment, charge: Charge | None, *, now: datetime) -> None:
    if payment.balance_id or charge is None or charge.id != payment.charge_id:
        return
    fee = _fee(payment, charge, now=now)
    if fee:
        payment.due_at = None
    payment.save()
    post(*fee, now=now)


def _unpaid(order: Order, payment: Payment, session: Session, *, now: datetime) -> None:
    intent = session.intent
    before = PaymentState(payment.state)
    payment.intent_id = payment.intent_id or (intent.id if intent else None)
    if session.status == "expired":
        _ended(order, payment, PaymentState.EXPIRED, "", now=now)
    elif session.status == "complete" and intent is not None and intent.status == "processing":
        _processing(order, payment, now=now)
    elif session.status == "complete" and intent is not None:
        _ended(order, payment, PaymentState.FAILED, intent.declined, now=now)
    else:
        payment.url = payment.url or session.url
        payment.state, payment.due_at, payment.leased_until = PaymentState.OPEN, now + LOOK_AGAIN, None
        payment.save()
        if before in {PaymentState.CREATED, PaymentState.SUBMITTING}:
            note_step(order=order, kind="payment_open", now=now)
        if _note_try(order, intent, now=now) or before != payment.state:
            tell(order, now=now)


def _note_try(order: Order, intent: Intent | None, *, now: datetime) -> bool:
    """Note that a bank asks, or said no, once for each try; whether that is news."""
    if intent is None or order.state != OrderState.PLACED:
        return False
    kind = {"requires_action": "payment_action", "requires_payment_method": "payment_declined"}.get(intent.status)
    if kind is None or (kind == "payment_declined" and not intent.declined):
        return False
    # A try that only authentication failed has no charge: its words stand for it.
    tried = {"try": intent.charge.id if intent.charge else f"{intent.id} {intent.declined}"}
    if order.steps.filter(kind=kind, facts__contains=tried).exists():
        return False
    note_step(order=order, kind=kind, facts={**tried, "why": intent.declined}, now=now)
    return True


def _processing(order: Order, payment: Payment, *, now: datetime) -> None:
    """A bank sends the money: what is scarce is kept until it says that it came, or that it will not."""
    if payment.state == PaymentState.PROCESSING:
        payment.due_at = now + timedelta(hours=1)
        payment.save()
        return
    payment.state, payment.due_at, payment.leased_until = PaymentState.PROCESSING, now + timedelta(hours=1), None
    payment.save()
    if order.state == OrderState.PLACED:
        order.expires_at = None
        order.save(update_fields=["expires_at"])
        keep_longer(order, until=now + BANK_DAYS)
        note_step(order=order, kind="payment_processing", now=now)
    tell(order, now=now)


def _ended(order: Order, payment: Payment, state: PaymentState, why: str, *, now: datetime) -> None:
    """This try is over; the order waits for another until its time is over too."""
    payment.state, payment.ended_at, payment.due_at, payment.leased_until = state, now, None, None
    payment.last_error = why[:300]
    payment.save()
    payments_ended.labels(result=state).inc()
    if order.state == OrderState.PLACED:
        if order.expires_at is None:
            order.expires_at = now + timedelta(minutes=settings.ORDER_MINUTES)
            order.save(update_fields=["expires_at"])
            keep_longer(order, until=order.expires_at)
        note_step(order=order, kind="payment_failed", facts={"why": why}, now=now)
        tell(order, now=now)
