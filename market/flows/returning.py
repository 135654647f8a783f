"""Whoever comes back from the page where they paid: the provider is asked at once, and nobody believes the address."""

from contextlib import suppress
from datetime import datetime

from market.flows.fulfil import fulfil
from market.orders.models import Order
from market.orders.queries import order_of
from market.payments.models import Payment
from market.payments.stripe.errors import ProviderError


def arrive(*, order_id: str, person_id: int, session_id: str = "", now: datetime) -> Order:
    """Do what follows from the order's newest payment, or the one of this session; the order as it then is.

    Raises `NotFound` for somebody else's order. Where the provider is away the order waits, and its page says so.
    """
    order = order_of(person_id, order_id)
    payments = Payment.objects.filter(order=order).order_by("-attempt")
    payment = payments.filter(session_id=session_id).first() or payments.first()
    if payment is not None:
        with suppress(ProviderError):
            fulfil(payment.pk, now=now)
    order.refresh_from_db()
    return order
