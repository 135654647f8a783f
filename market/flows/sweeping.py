"""Payments that nobody told us of: asked again when it is time, so that a lost webhook costs time and no money."""

from datetime import datetime, timedelta

import structlog

from market.flows.fulfil import fulfil
from market.payments.models import Payment, PaymentState
from market.payments.stripe.errors import ProviderError

log = structlog.get_logger()

AGAIN = timedelta(minutes=2)
ASKED = (PaymentState.OPEN, PaymentState.PROCESSING, PaymentState.SUCCEEDED)
AT_ONCE = 200


def fulfil_due(*, now: datetime) -> int:
    """Ask how each payment stands whose time has come; how many were asked for."""
    due = Payment.objects.filter(state__in=ASKED, due_at__lte=now).order_by("due_at")
    found = list(due.values_list("pk", flat=True)[:AT_ONCE])
    for payment_pk in found:
        try:
            fulfil(payment_pk, now=now)
        except ProviderError as error:
            Payment.objects.filter(pk=payment_pk, due_at__lte=now).update(due_at=now + AGAIN)
            log.warning("payment_not_asked", payment=payment_pk, says=str(error))
    return len(found)
