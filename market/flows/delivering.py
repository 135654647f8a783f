"""What an order gives once it is paid or free: scarce things are sold, grants given, papers written, people told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from market.flows.letters import tell_buyer_paid, tell_sellers_sold
from market.flows.postings import Share
from market.orders.granting import grant_lines
from market.orders.keeping import sell_kept
from market.orders.models import Order, OrderLine, OrderState
from market.orders.papers import issue_papers_of_sale
from market.orders.steps import note_step
from market.payments.measures import orders_ended
from project.accounts.profiles.activity import note_activity, register_kind

register_kind("bought", label=_("Bought"), words=_("Order %(order)s was paid"))


def deliver_paid(order: Order, *, now: datetime) -> None:
    """Make an order paid, in the transaction that holds it; money is posted by the caller, after this."""
    sell_kept(order)
    OrderLine.objects.filter(order=order, seller_minor__gt=0).update(
        releases_at=now + timedelta(days=settings.HOLD_DAYS)
    )
    _end(order, now=now)
    note_step(order=order, kind="paid", facts={"amount_minor": order.total_minor}, now=now)
    grant_lines(order, now=now)
    note_step(order=order, kind="granted", now=now)
    issue_papers_of_sale(order, now=now)
    tell_buyer_paid(order)
    tell_sellers_sold(order)
    note_activity(user_id=order.buyer_id, kind="bought", facts={"order": order.public_id}, now=now)
    orders_ended.labels(result="paid").inc()


def deliver_free(order: Order, *, now: datetime) -> None:
    """What costs nothing is there at once: no payment, no money, no papers."""
    sell_kept(order)
    _end(order, now=now)
    note_step(order=order, kind="taken", now=now)
    grant_lines(order, now=now)
    note_step(order=order, kind="granted", now=now)
    orders_ended.labels(result="free").inc()


def shares_of(lines: Sequence[OrderLine]) -> list[Share]:
    """Each line's parts as they were sold."""
    return [
        Share(
            seller_id=line.seller_id,
            seller_minor=line.seller_minor,
            commission_minor=line.commission_minor,
            tax_minor=line.tax_minor,
            is_released=line.released_at is not None,
        )
        for line in lines
    ]


def _end(order: Order, *, now: datetime) -> None:
    order.state, order.paid_at, order.expires_at, order.ended_at = OrderState.PAID, now, None, None
    order.version += 1
    order.save(update_fields=["state", "paid_at", "expires_at", "ended_at", "version"])
