"""Every rule of money as something to assert after any step: worked out from the rows anew, never from a counter."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Sum

from market.catalog.models import Tier
from market.flows import reconcile
from market.flows.dispute import RANK
from market.flows.left import GONE_BACK, HOLDS_MONEY
from market.ledger.models import Account, Transfer
from market.orders.models import PAID_STATES, Grant, Order, OrderLine, Reservation
from market.payments.models import (
    Dispute,
    DisputeLine,
    Payment,
    PaymentState,
    ProviderEvent,
    Refund,
    RefundLine,
    RefundState,
)
from project.base import clock
from tests.doubles.stripe import Stripe
from tests.market import till

type States = dict[int, str]
UNSENT = (RefundState.CREATED, RefundState.SUBMITTING)
SOLD = frozenset(PAID_STATES)
# Which states may follow which, over any number of steps; late money may still come to what has ended unpaid.
FORWARDS: dict[str, dict[str, frozenset[str]]] = {
    "orders": {
        "placed": SOLD | {"cancelled", "expired"},
        "expired": SOLD,
        "cancelled": frozenset(),
        **dict.fromkeys(PAID_STATES, SOLD),
    },
    "payments": {
        "created": frozenset(PaymentState.values),
        "submitting": frozenset(PaymentState.values) - {"created"},
        "open": frozenset(["processing", "succeeded", "failed", "cancelled", "expired"]),
        "processing": frozenset(["succeeded", "failed"]),
        "expired": frozenset(["succeeded"]),
        "cancelled": frozenset(["succeeded"]),
        "failed": frozenset(),
        "succeeded": frozenset(),
    },
    "refunds": {
        "created": frozenset(RefundState.values),
        "submitting": frozenset(RefundState.values) - {"created"},
        "pending": frozenset(["succeeded", "failed", "cancelled"]),
        "succeeded": frozenset(["failed", "cancelled"]),
        "failed": frozenset(),
        "cancelled": frozenset(),
    },
    "disputes": {state: frozenset(other for other in RANK if RANK[other] > RANK[state]) for state in RANK},
}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How everything about money stands at one moment."""

    orders: States
    payments: States
    refunds: States
    disputes: States
    transfers: tuple[tuple[Any, ...], ...]
    granted: frozenset[int]


def look() -> Seen:
    """How it stands now."""
    return Seen(
        orders=dict(Order.objects.values_list("pk", "state")),
        payments=dict(Payment.objects.values_list("pk", "state")),
        refunds=dict(Refund.objects.values_list("pk", "state")),
        disputes=dict(Dispute.objects.values_list("pk", "state")),
        transfers=tuple(Transfer.objects.order_by("pk").values_list("pk", "cause_kind", "cause_id")),
        granted=frozenset(Grant.objects.filter(revoked_at=None).values_list("line_id", flat=True)),
    )


def assert_forwards(before: Seen, now: Seen, reached: Counter[str]) -> None:
    """What was booked stays, nothing vanishes, and states only go forwards; what changed is counted."""
    assert now.transfers[: len(before.transfers)] == before.transfers
    for field in fields(Seen):
        if field.name not in FORWARDS:
            continue
        old, new = getattr(before, field.name), getattr(now, field.name)
        assert old.keys() <= new.keys(), f"{field.name} vanished"
        for pk, state in new.items():
            was = old.get(pk)
            if was is None:
                reached[f"{field.name}: {state}"] += 1
            elif was != state:
                assert state in FORWARDS[field.name][was], f"{field.name} {pk} went from {was} to {state}"
                reached[f"{field.name}: {state}"] += 1
                reached[f"{field.name}: {was} → {state}"] += 1


def assert_rules_hold() -> None:
    """Whatever happened so far: books, stock, grants, refunds and everybody's shares are right."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    till.assert_books_are_right()
    assert_stock_is_right()
    assert_granted_was_paid()
    assert_refunds_are_bounded()
    assert_shares_are_right()


def assert_stock_is_right() -> None:
    """Nothing is oversold; what is counted is what is kept, by orders that wait, and what was sold."""
    counted: dict[tuple[int, str], int] = {}
    for tier, state, order, quantity in Reservation.objects.values_list(
        "tier_id", "state", "line__order__state", "quantity"
    ):
        counted[tier, state] = counted.get((tier, state), 0) + quantity
        assert (state == "sold") == (order in SOLD), f"{state} of an order that is {order}"
        assert (state == "held") == (order == "placed"), f"{state} of an order that is {order}"
    for scarce in Tier.objects.exclude(stock=None):
        kept, sold = counted.get((scarce.pk, "held"), 0), counted.get((scarce.pk, "sold"), 0)
        assert (scarce.reserved, scarce.sold) == (kept, sold)
        assert scarce.reserved + scarce.sold <= (scarce.stock or 0)


def assert_granted_was_paid() -> None:
    """A grant for each line of a sale and for no other; one sale an order, of exactly its total."""
    assert not Grant.objects.exclude(line__order__state__in=PAID_STATES).exists()
    assert not OrderLine.objects.filter(order__state__in=PAID_STATES, grant=None).exists()
    sales = dict(Payment.objects.filter(is_sale=True, state="succeeded").values_list("order_id", "amount_minor"))
    assert len(sales) == Payment.objects.filter(is_sale=True).count()
    costly = Order.objects.filter(state__in=PAID_STATES, total_minor__gt=0)
    assert sales == dict(costly.values_list("pk", "total_minor"))
    back = Grant.objects.filter(line__total_minor__gt=0, revoked_at=None, line__order__state="refunded")
    assert not back.exists()


def assert_refunds_are_bounded() -> None:
    """Of no payment and no line does more go back than was paid, and what is counted is what goes back."""
    for payment in Payment.objects.filter(state="succeeded"):
        going = _sum(payment.refunds.filter(state__in=GONE_BACK), "amount_minor")
        assert going == payment.refunded_minor <= payment.amount_minor
    assert not OrderLine.objects.filter(refunded_minor__gt=F("total_minor")).exists()
    assert not Order.objects.filter(refunded_minor__gt=F("total_minor")).exists()


def assert_shares_are_right() -> None:
    """What the books owe sellers, us and the tax office is what was sold, without what went back or was lost."""
    refunded = RefundLine.objects.filter(refund__state__in=GONE_BACK)
    frozen = DisputeLine.objects.filter(dispute__in=Dispute.objects.filter(HOLDS_MONEY))
    lost = frozen.filter(dispute__state="lost")
    sold = OrderLine.objects.filter(order__state__in=PAID_STATES)
    for of, gone, kinds in (
        ("seller_minor", frozen, ["seller_pending", "seller_available", "seller_owed"]),
        ("commission_minor", lost, ["platform_fee"]),
        ("tax_minor", lost, ["tax_payable"]),
    ):
        booked = _sum(Account.objects.filter(kind__in=kinds), "balance_minor")
        assert booked == _sum(sold, of) - _sum(refunded, of) - _sum(gone, of), of
    disputed = _sum(Account.objects.filter(kind="seller_disputed"), "balance_minor")
    assert disputed == _sum(frozen.exclude(dispute__state="lost"), "seller_minor")


def assert_settled(stripe: Stripe) -> None:
    """At the end: nothing waits, everybody has what they paid for or their money, and Stripe knows no other truth."""
    assert not ProviderEvent.objects.filter(handled_at=None).exists()
    assert not Refund.objects.filter(state__in=UNSENT).exists()
    assert_nobody_is_out_of_pocket()
    charged = {event["data"]["object"]["id"] for event in stripe.events("charge.succeeded")}
    assert charged == set(Payment.objects.filter(state="succeeded").values_list("charge_id", flat=True))
    till.assert_clearing_is_stripes_balance()
    reconcile.read_moves(now=clock.now())
    assert reconcile.compare_moves(now=clock.now() + timedelta(days=1), grace=timedelta()) == 0


def assert_nobody_is_out_of_pocket() -> None:
    """Money for nothing is back, but where a buyer's own bank sent the refund back or took it itself."""
    nobodys = Payment.objects.filter(state=PaymentState.SUCCEEDED, is_sale=False)
    for payment in nobodys.exclude(pk__in=Dispute.objects.values("payment")):
        failed = payment.refunds.filter(state__in=[RefundState.FAILED, RefundState.CANCELLED]).exists()
        assert failed or payment.refunded_minor == payment.amount_minor
    kept = nobodys.exclude(pk__in=Dispute.objects.filter(state="lost").values("payment"))
    promised = _sum(Account.objects.filter(kind="refund_liability"), "balance_minor")
    assert promised == sum(one.amount_minor - one.refunded_minor for one in kept)


def _sum(rows: Any, of: str) -> int:
    return int(rows.aggregate(all=Sum(of, default=0))["all"])
