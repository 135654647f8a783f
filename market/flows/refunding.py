"""The row of a refund, written before anybody is asked, and asking the provider for it, once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q

from market.flows.left import as_row
from market.ledger.commission import Parts
from market.orders.models import Order
from market.orders.steps import note_step
from market.payments.models import Payment, Refund, RefundLine, RefundReason, RefundState
from market.payments.stripe import calls
from market.payments.stripe.errors import ProviderBusy, ProviderError, ProviderRefused
from market.payments.stripe.facts import RefundMade

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
AGAIN = (5, 15, 60, 300, 900, 3600)
# Stripe forgets keys after a day: an older one proves nothing.
KEY_LASTS = timedelta(hours=20)
UNSENT = (RefundState.CREATED, RefundState.SUBMITTING)
STRIPES = frozenset([RefundReason.REQUESTED, RefundReason.DUPLICATE, RefundReason.FRAUDULENT])


def prepare_refund(
    order: Order,
    payment: Payment,
    *,
    amount_minor: int,
    reason: RefundReason,
    now: datetime,
    parts: Mapping[int, Parts] | None = None,
    words: str = "",
    by: int | None = None,
) -> Refund:
    """Write down what is to go back, under the order's lock; it is asked for when the transaction commits."""
    refund = Refund(
        payment=payment,
        reason=reason,
        words=words.strip(),
        amount_minor=amount_minor,
        asked_by_id=by,
        created_at=now,
        due_at=now,
    )
    refund.key = f"refund-{refund.public_id}-0"
    refund.save(force_insert=True)
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, line_id=line, **as_row(one)) for line, one in (parts or {}).items()
    )
    count_refunded(payment, amount_minor)
    facts = {"refund": refund.public_id, "amount_minor": amount_minor, "currency": payment.currency}
    note_step(order=order, kind="refund_asked", facts=facts, now=now)
    from market.flows.tasks import submit_refund_later  # noqa: PLC0415 - tasks call what is in here

    submit_refund_later(refund.pk)
    return refund


def count_refunded(payment: Payment, amount_minor: int) -> None:
    """So much more (or less) of a payment is promised back; the database refuses more than was paid."""
    payment.refunded_minor += amount_minor
    payment.save(update_fields=["refunded_minor"])


def ask_refund(refund_pk: int, *, now: datetime) -> tuple[Refund, RefundMade | ProviderRefused] | None:
    """Ask the provider, with nothing locked; what it says, None where it is not to be asked or nobody can say yet."""
    taken = _take(refund_pk, now=now)
    if taken is None:
        return None
    refund, was_asked = taken
    try:
        made = _found(refund) if was_asked else None
        if made is None:
            refund = _keyed(refund, was_asked=was_asked, now=now)
            made = calls.create_refund(_params(refund), key=refund.key)
    except ProviderRefused as error:
        return refund, error
    except ProviderError as error:
        _wait(refund, error, now=now)
        return None
    return refund, made


def due_refunds(*, now: datetime) -> list[int]:
    """Refunds that are to be asked for, and those whose worker was lost or waits."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    rows = Refund.objects.filter(free, state__in=UNSENT, due_at__lte=now)
    return list(rows.order_by("due_at").values_list("pk", flat=True)[:200])


def _take(refund_pk: int, *, now: datetime) -> tuple[Refund, bool] | None:
    with transaction.atomic():
        held = Refund.objects.select_for_update(no_key=True, of=("self",)).select_related("payment__order")
        refund = held.get(pk=refund_pk)
        leased = refund.leased_until is not None and refund.leased_until > now
        if refund.state not in UNSENT or leased or refund.provider_id:
            return None
        was_asked = refund.state == RefundState.SUBMITTING and not refund.last_error.startswith("ProviderBusy")
        refund.state, refund.leased_until = RefundState.SUBMITTING, now + LEASE
        refund.tries += 1
        refund.submitted_at = refund.submitted_at or now
        refund.save(update_fields=["state", "leased_until", "tries", "submitted_at"])
    return refund, was_asked


def _found(refund: Refund) -> RefundMade | None:
    made = calls.refunds_of_intent(str(refund.payment.intent_id))
    return next((one for one in made if one.metadata.get("refund") == refund.public_id), None)


def _keyed(refund: Refund, *, was_asked: bool, now: datetime) -> Refund:
    """The key to ask with: the same as long as it may still be remembered.

    A failure that is stored under it would be told for ever: what failed so, and was looked for and not found, is
    asked under another; so is what nobody remembers any more. What is perhaps still running keeps its key: another
    would do it twice.
    """
    failed = was_asked and refund.last_error.startswith("ProviderFailed")
    is_old = refund.submitted_at is not None and refund.submitted_at < now - KEY_LASTS
    if failed or is_old:
        refund.key, refund.submitted_at = f"refund-{refund.public_id}-{refund.tries}", now
    # A worker that dies from here on leaves nothing that says that nothing was asked.
    refund.last_error = ""
    refund.save(update_fields=["key", "submitted_at", "last_error"])
    return refund


def _wait(refund: Refund, error: ProviderError, *, now: datetime) -> None:
    due_at = now + timedelta(seconds=AGAIN[min(refund.tries, len(AGAIN)) - 1])
    says = f"{type(error).__name__}: {error}"[:300]
    mine = Refund.objects.filter(pk=refund.pk, leased_until=refund.leased_until)
    mine.update(leased_until=None, due_at=due_at, last_error=says)
    log.warning("refund_not_sent", refund=refund.public_id, says=says, busy=isinstance(error, ProviderBusy))


def _params(refund: Refund) -> dict[str, Any]:
    ids = {"refund": refund.public_id, "order": refund.payment.order.public_id}
    params: dict[str, Any] = {
        "payment_intent": refund.payment.intent_id,
        "amount": refund.amount_minor,
        "metadata": ids,
    }
    return params | ({"reason": refund.reason} if refund.reason in STRIPES else {})
