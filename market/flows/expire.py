"""Orders that were not paid in time, and those that their buyer gives up: the provider's page is closed first."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from market.flows.fulfil import fulfil
from market.flows.locking import locked_order
from market.flows.telling import stock_changed, tell
from market.orders.keeping import let_go
from market.orders.models import Order, OrderState
from market.orders.queries import order_of
from market.orders.steps import note_step
from market.payments.measures import orders_ended, payments_ended
from market.payments.models import ALIVE, Payment, PaymentState
from market.payments.stripe import calls
from market.payments.stripe.errors import ProviderError, ProviderRefused
from project.base.errors import Refusal

# Stripe's page ends with the order, whether Stripe answers or not: what is paid at the last moment comes late.
PATIENCE = timedelta(minutes=5)
AT_ONCE = 200


class NotCancellable(Refusal):
    """Paid, over, or on its way through a bank."""

    message = _("This order cannot be cancelled any more.")


class ProviderAway(Refusal):
    """Nobody can say whether it was paid: it is not cancelled on a guess."""

    status = 503
    message = _("The payment provider does not answer. Try again in a moment.")


def expire_due(*, now: datetime) -> int:
    """End every order whose time is over; how many ended."""
    due = Order.objects.filter(state=OrderState.PLACED, expires_at__lte=now).order_by("expires_at")
    return sum(_expire(order, now=now) for order in due[:AT_ONCE])


def cancel_order(*, order_id: str, person_id: int, now: datetime) -> Order:
    """Give up an order that waits for its payment. Raises `NotFound`, `NotCancellable`, `ProviderAway`."""
    order = order_of(person_id, order_id)
    if order.state != OrderState.PLACED:
        raise NotCancellable
    try:
        closed = _close_page(order, now=now)
    except ProviderError as error:
        raise ProviderAway from error
    if not closed or not _end(order.pk, OrderState.CANCELLED, now=now):
        raise NotCancellable
    order.refresh_from_db()
    return order


def _expire(order: Order, *, now: datetime) -> bool:
    try:
        closed = _close_page(order, now=now)
    except ProviderError:
        closed = order.expires_at is not None and order.expires_at < now - PATIENCE
    return closed and _end(order.pk, OrderState.EXPIRED, now=now)


def _close_page(order: Order, *, now: datetime) -> bool:
    """Make sure that nothing more is paid; False where something was, or is on its way. Raises `ProviderError`."""
    payment = Payment.objects.filter(order=order, state__in=ALIVE).first()
    if payment is None:
        return True
    if payment.session_id is None and payment.submitted_at is not None:
        # Asked for, and never answered: it is looked for, and known from here on if it is there.
        fulfil(payment.pk, now=now)
        payment.refresh_from_db()
    if payment.session_id is not None:
        try:
            calls.expire_session(payment.session_id)
        except ProviderRefused:
            # Not open any more: then it says what it is.
            fulfil(payment.pk, now=now)
            payment.refresh_from_db()
    return payment.state not in {PaymentState.SUCCEEDED, PaymentState.PROCESSING}


def _end(order_pk: int, state: OrderState, *, now: datetime) -> bool:
    with transaction.atomic():
        order = locked_order(order_pk)
        if order.state != OrderState.PLACED:
            return False
        if state == OrderState.EXPIRED and (order.expires_at is None or order.expires_at > now):
            return False
        ended = PaymentState.EXPIRED if state == OrderState.EXPIRED else PaymentState.CANCELLED
        alive = Payment.objects.filter(order=order, state__in=ALIVE).exclude(state=PaymentState.PROCESSING)
        if alive.update(state=ended, ended_at=now, due_at=None, leased_until=None):
            payments_ended.labels(result=ended).inc()
        let_go(order)
        order.state, order.ended_at, order.expires_at = state, now, None
        order.version += 1
        order.save(update_fields=["state", "ended_at", "expires_at", "version"])
        note_step(order=order, kind=state, now=now)
        orders_ended.labels(result=state).inc()
        tell(order, *stock_changed(order, now=now), now=now)
        return True
