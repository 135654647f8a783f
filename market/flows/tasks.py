"""Journeys that must go on: at once on commit, and every minute for whatever a lost task or a killed worker left."""

import structlog
from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task
from redis.exceptions import RedisError

from market.flows import expire, opening, reconcile, refunded, refunding, release, sweeping
from market.payments.stripe.errors import ProviderError
from project.base import clock

log = structlog.get_logger()


def submit_refund_later(refund_pk: int) -> None:
    """Have this refund asked for when this transaction commits."""
    transaction.on_commit(lambda: _enqueue([refund_pk]))


def _enqueue(refunds: list[int]) -> None:
    try:
        for refund in refunds:
            submit_refund(refund)
    except RedisError as error:
        # The refund is committed: what is not queued now is found by the next round.
        log.warning("refunds_unqueued", error=str(error), count=len(refunds))


@db_task()  # type: ignore[untyped-decorator]
def submit_refund(refund_pk: int) -> None:
    """Ask for one refund."""
    refunded.submit_refund(refund_pk, now=clock.now())


@db_task()  # type: ignore[untyped-decorator]
def open_payment(payment_pk: int) -> None:
    """Ask for one payment's page."""
    opening.open_payment(payment_pk, now=clock.now())


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def go_on_with_refunds() -> None:
    """Once a minute."""
    _enqueue(refunding.due_refunds(now=clock.now()))


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def go_on_with_payments() -> None:
    """Once a minute: pages that were not told of, and payments that nobody told us of."""
    for payment_pk in opening.due_openings(now=clock.now()):
        open_payment(payment_pk)
    sweeping.fulfil_due(now=clock.now())


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def end_orders() -> None:
    """Once a minute: what was not paid in time."""
    expire.expire_due(now=clock.now())


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def release_earnings() -> None:
    """Once a minute: what was held long enough."""
    release.release_due(now=clock.now())


@db_periodic_task(crontab(minute="7"))  # type: ignore[untyped-decorator]
def compare_with_provider() -> None:
    """Once an hour."""
    try:
        reconcile.reconcile(now=clock.now())
    except ProviderError as error:
        log.warning("not_reconciled", says=str(error))
