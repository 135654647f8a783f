"""What really happens to orders, for tests that fold their events: as the demo tells it, with no provider asked."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from market.flows.demo import pay_demo, place_demo
from market.flows.dispute import learn_dispute
from market.flows.expire import cancel_order, expire_due
from market.flows.made_up import disputed, refunded
from market.flows.refund import refund_lines
from market.flows.refunded import learn_refund
from market.flows.release import release_due
from market.orders.models import PAID_STATES, Order
from market.payments.models import Payment, Refund, RefundReason
from project.base import clock
from project.base.errors import Refusal
from tests.market.people import ada, ben, product, tier_of, visitor

_keys = count(1)
DEEDS = st.sampled_from(("place", "pay", "cancel", "expire", "refund", "send", "dispute", "win", "lose", "release"))
type Deeds = tuple[str, Callable[[Any], None], st.SearchStrategy[Any]]


def deeds_of(kind: str) -> Deeds:
    """A topic of this kind, and what Ben and Ada and their banks do; what is refused changes nothing."""
    tier = tier_of(product(ada(), stock=50))
    order = place_demo(ben(), [tier], key=f"folded-{next(_keys)}", now=clock.now())
    keys = {"order": order.public_id, "orders": ben().public_id, "sales": ada().public_id, "earnings": ada().public_id}

    def act(deed: str) -> None:
        if deed == "place":
            place_demo(ben(), [tier], key=f"folded-{next(_keys)}", now=clock.now())
            return
        with suppress(Refusal):
            DOINGS[deed](Order.objects.get(pk=order.pk))

    return keys[kind], act, DEEDS


def _pay(order: Order) -> None:
    if order.state == "placed":
        pay_demo(order, clock.now())


def _refund(order: Order) -> None:
    refund_lines(
        order_id=order.public_id,
        parts={order.lines.get().public_id: 100},
        reason=RefundReason.OTHER,
        words="",
        by=visitor(ada()),
        now=clock.now(),
    )


def _send(order: Order) -> None:
    for refund in Refund.objects.filter(payment__order=order, state="created"):
        learn_refund(refund.pk, refunded(refund), now=clock.now())


def _dispute(status: str) -> Callable[[Order], None]:
    def learn(order: Order) -> None:
        # A bank disputes once, and Stripe refuses what it has not paid.
        if order.state in PAID_STATES and not Refund.objects.filter(payment__order=order, state="created").exists():
            payment = Payment.objects.get(order=order)
            if payment.refunded_minor < payment.amount_minor:
                learn_dispute(disputed(payment, status, clock.now()), now=clock.now())

    return learn


DOINGS: dict[str, Callable[[Order], Any]] = {
    "pay": _pay,
    "cancel": lambda order: cancel_order(order_id=order.public_id, person_id=order.buyer_id, now=clock.now()),
    "expire": lambda _order: expire_due(now=clock.now() + timedelta(hours=1)),
    "refund": _refund,
    "send": _send,
    "dispute": _dispute("needs_response"),
    "win": _dispute("won"),
    "lose": _dispute("lost"),
    "release": lambda _order: release_due(now=clock.now() + timedelta(days=8)),
}
