"""Asking for the page where an order is paid: written down before it is asked, looked for before it is asked again."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from market.flows.locking import locked_payment
from market.orders.keeping import keep_longer
from market.orders.models import Order, OrderLine, OrderState
from market.orders.steps import note_step
from market.orders.telling import news_of
from market.payments.measures import money_alarms
from market.payments.models import Payment, PaymentState
from market.payments.stripe import calls
from market.payments.stripe.errors import ProviderBusy, ProviderError, ProviderRefused
from market.payments.stripe.facts import Session
from realtime.publish import publish

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
GRACE = timedelta(seconds=30)
AGAIN = (timedelta(seconds=10), timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=5))
# Stripe's shortest session lives for thirty minutes: one that is asked for late makes its order wait longer.
SHORTEST = timedelta(minutes=30)
SPARE = timedelta(seconds=20)
LOOK_AGAIN = timedelta(minutes=10)
UNASKED = (PaymentState.CREATED, PaymentState.SUBMITTING)
CLOCKS_APART = timedelta(minutes=5)


def begin_payment(order: Order, *, now: datetime) -> Payment:
    """Write down that an order is to be paid, in the transaction that holds it; `open_payment` asks for it after."""
    attempt = Payment.objects.filter(order=order).count() + 1
    payment = Payment(
        order=order,
        amount_minor=order.total_minor,
        currency=order.currency,
        attempt=attempt,
        # Whoever placed it asks for the page at once: the sweep only where they did not come to it.
        due_at=now + GRACE,
        created_at=now,
    )
    payment.key = f"session-{payment.public_id}-0"
    payment.save(force_insert=True)
    note_step(order=order, kind="payment_opening", now=now)
    return payment


def open_payment(payment_pk: int, *, now: datetime, site: str = "") -> str | None:
    """Ask for the page unless that was done, with nothing locked; its address, None where nobody can say yet."""
    taken = _take(payment_pk, now=now, site=site)
    if taken is None:
        return Payment.objects.values_list("url", flat=True).get(pk=payment_pk) or None
    payment, is_asked_again = taken
    try:
        session = (_found(payment) if is_asked_again else None) or calls.create_session(payment.params, key=payment.key)
    except ProviderRefused as error:
        _give_up(payment, error, now=now)
        return None
    except ProviderError as error:
        _wait(payment, error, now=now)
        return None
    return _opened(payment, session, now=now)


def due_openings(*, now: datetime) -> list[int]:
    """Payments whose page was never told of, and whose worker was lost or waits."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    rows = Payment.objects.filter(free, state__in=UNASKED, due_at__lte=now, order__state=OrderState.PLACED)
    return list(rows.order_by("due_at").values_list("pk", flat=True)[:200])


def _take(payment_pk: int, *, now: datetime, site: str) -> tuple[Payment, bool] | None:
    """Lease the payment and write down what is about to be asked, and whether it may have been asked with effect.

    None where it is not to be asked, or is being asked already.
    """
    with transaction.atomic():
        order, payment = locked_payment(payment_pk)
        leased = payment.leased_until is not None and payment.leased_until > now
        if payment.state not in UNASKED or leased or order.state != OrderState.PLACED:
            return None
        if order.expires_at is None or order.expires_at < now + SHORTEST + SPARE:
            order.expires_at = now + timedelta(minutes=settings.ORDER_MINUTES)
            order.save(update_fields=["expires_at"])
            keep_longer(order, until=order.expires_at)
        payment.state, payment.leased_until = PaymentState.SUBMITTING, now + LEASE
        payment.tries += 1
        # Whoever is asked again was looked for before: another key, so that a stored failure is not told again.
        payment.key = f"session-{payment.public_id}-{payment.tries}"
        payment.params = _params(order, payment, site=site or _site_of(payment))
        is_asked_again = payment.submitted_at is not None and not payment.last_error.startswith("ProviderBusy")
        payment.submitted_at = payment.submitted_at or now
        payment.last_error = ""
        payment.save()
    return payment, is_asked_again


def _found(payment: Payment) -> Session | None:
    """The session of an earlier try whose answer was lost."""
    return calls.find_session(payment.public_id, since=(payment.submitted_at or payment.created_at) - CLOCKS_APART)


def _opened(payment: Payment, session: Session, *, now: datetime) -> str | None:
    with transaction.atomic():
        order, row = locked_payment(payment.pk)
        if row.state not in UNASKED:
            # Cancelled or expired meanwhile; or the other of two was quicker.
            Payment.objects.filter(pk=row.pk, session_id=None).update(session_id=session.id)
            return row.url or None
        row.state, row.session_id, row.url = PaymentState.OPEN, session.id, session.url
        row.leased_until, row.due_at, row.tries = None, now + LOOK_AGAIN, 0
        row.save()
        note_step(order=order, kind="payment_open", now=now)
        publish(*news_of(order, now=now), at=now)
    return session.url or None


def _wait(payment: Payment, error: ProviderError, *, now: datetime) -> None:
    due_at = now + AGAIN[min(payment.tries, len(AGAIN)) - 1]
    says = f"{type(error).__name__}: {error}"[:300]
    mine = Payment.objects.filter(pk=payment.pk, leased_until=payment.leased_until)
    mine.update(leased_until=None, due_at=due_at, last_error=says)
    log.warning("payment_not_opened", payment=payment.public_id, says=says, busy=isinstance(error, ProviderBusy))


def _give_up(payment: Payment, error: ProviderError, *, now: datetime) -> None:
    """The provider will never take this: the order waits for another try, and somebody must look."""
    money_alarms.labels(kind="session_refused").inc()
    log.error("payment_refused", payment=payment.public_id, says=str(error))
    with transaction.atomic():
        order, row = locked_payment(payment.pk)
        if row.state in UNASKED:
            row.state, row.ended_at, row.due_at, row.leased_until = PaymentState.FAILED, now, None, None
            row.last_error = f"ProviderRefused: {error}"[:300]
            row.save()
            note_step(order=order, kind="payment_failed", now=now)
            publish(*news_of(order, now=now), at=now)


def _site_of(payment: Payment) -> str:
    """Where an earlier try was to lead back to."""
    return str(payment.params.get("cancel_url", "")).partition("/orders/")[0]


def _params(order: Order, payment: Payment, *, site: str) -> dict[str, Any]:
    """What Stripe is asked for: lines that sum to the order, and our ids wherever somebody may look for them."""
    site = (site or settings.PUBLIC_URL or settings.LOCAL_URL).rstrip("/")
    here = f"{site}/orders/{order.public_id}/"
    ids = {"order": order.public_id, "payment": payment.public_id}
    expires_at = order.expires_at
    assert expires_at is not None  # noqa: S101 - set by the caller
    params: dict[str, Any] = {
        "mode": "payment",
        "client_reference_id": payment.public_id,
        "metadata": ids,
        "payment_intent_data": {"metadata": ids, "transfer_group": order.public_id},
        "line_items": [_item(line, order.currency) for line in order.lines.all() if line.total_minor],
        "success_url": f"{here}return/?session={{CHECKOUT_SESSION_ID}}",
        "cancel_url": here,
        "expires_at": int(expires_at.timestamp()),
    }
    if order.buyer.email:
        params["customer_email"] = order.buyer.email
    return params


def _item(line: OrderLine, currency: str) -> dict[str, Any]:
    name = f"{line.title} · {line.tier_name}"
    whole = line.unit_minor * line.quantity == line.total_minor
    if not whole and line.quantity > 1:
        name = f"{name} × {line.quantity}"
    amount, quantity = (line.unit_minor, line.quantity) if whole else (line.total_minor, 1)
    price = {"currency": currency.lower(), "unit_amount": amount, "product_data": {"name": name[:250]}}
    return {"price_data": price, "quantity": quantity}
