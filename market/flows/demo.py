"""Orders to look at, in every state there is: through the same actions as real ones, with a provider's words made up.

Nobody is asked: what the provider would say is handed to the journeys, so that the books are as they would be.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from market.catalog.commission import commission_bps_for
from market.catalog.models import Pricing, Product, Tier
from market.flows.dispute import learn_dispute
from market.flows.expire import cancel_order
from market.flows.expire import expire_due as expire
from market.flows.gift import take_free
from market.flows.made_up import disputed, paid, refunded
from market.flows.opening import begin_payment
from market.flows.refund import refund_lines
from market.flows.refunded import learn_refund
from market.flows.release import release_due
from market.flows.telling import tell
from market.orders.billing import Billing
from market.orders.models import Grant, Order, OrderState
from market.orders.placing import LineAsked, OrderAsked, place_order
from market.payments.models import Payment, RefundReason
from project.accounts.models import Role, User
from project.accounts.visitors import member_as_visitor
from project.base import clock

CURRENCY = "USD"
DAY = timedelta(days=1)
type Story = Callable[[Order, datetime], None]


def load() -> None:
    """Place them, unless they are there; nothing without demo people and a catalogue."""
    buyer = User.objects.filter(is_demo=True, email__startswith="buyer").first() or _some_buyer()
    tiers = _tiers(buyer) if buyer is not None else []
    if buyer is None or len(tiers) < len(STORIES):
        return
    now = clock.now()
    for place, (name, days, story) in enumerate(STORIES):
        key = f"demo-{name}"
        if not Order.objects.filter(buyer=buyer, key=key).exists():
            then = now - timedelta(days=days, minutes=7 * place)
            wanted = tiers[2 * place : 2 * place + 2] or tiers[:1]
            story(place_demo(buyer, wanted, key=key, now=then), then + timedelta(minutes=3))
    _take_something_free(buyer, now)
    release_due(now=now)


def place_demo(buyer: User, tiers: Sequence[Tier], *, key: str, now: datetime) -> Order:
    """An order of these tiers that waits for its payment; nobody was asked for a page."""
    with transaction.atomic():
        lines = [
            LineAsked(
                tier=tier,
                quantity=1,
                unit_minor=tier.prices.get(currency=CURRENCY).amount_minor,
                commission_bps=commission_bps_for(tier.product),
            )
            for tier in tiers
        ]
        asked = OrderAsked(
            buyer_id=buyer.pk,
            key=key,
            currency=CURRENCY,
            lines=lines,
            billing=Billing(name=str(buyer), line1="1 Harbour Road", city="Bristol", country="GB").facts(),
            tax_facts={},
            expires_at=now + timedelta(minutes=settings.ORDER_MINUTES),
        )
        order = Order.objects.select_related("buyer").get(pk=place_order(asked, now=now).pk)
        # Nobody is to ask for a page of the past.
        Payment.objects.filter(pk=begin_payment(order, now=now).pk).update(due_at=None)
        tell(order, now=now)
    return order


def pay_demo(order: Order, now: datetime) -> Order:
    """As if the provider had said that it is paid."""
    paid(Payment.objects.filter(order=order).latest("attempt"), now=now)
    order.refresh_from_db()
    return order


def _wait(order: Order, now: datetime) -> None:
    """Left as it is."""


def _pay(order: Order, now: datetime) -> None:
    pay_demo(order, now)


def _refund_all(order: Order, now: datetime) -> None:
    _refund(pay_demo(order, now), None, now + DAY)


def _refund_part(order: Order, now: datetime) -> None:
    line = pay_demo(order, now).lines.order_by("place")[0]
    _refund(order, {line.public_id: max(1, line.total_minor // 3)}, now + DAY)


def _refund(order: Order, parts: dict[str, int] | None, now: datetime) -> None:
    staff = User.objects.filter(is_demo=True, roles__contains=[Role.ADMIN]).first()
    if staff is None:
        return
    with transaction.atomic():
        refund = refund_lines(
            order_id=order.public_id,
            parts=parts,
            reason=RefundReason.REQUESTED,
            words="Did not do what it said.",
            by=member_as_visitor(staff, session_key=None),
            now=now,
            as_staff=True,
        )
        learn_refund(refund.pk, refunded(refund), now=now)


def _dispute(order: Order, now: datetime) -> None:
    pay_demo(order, now)
    learn_dispute(disputed(Payment.objects.get(order=order), "needs_response", now + DAY), now=now + DAY)


def _lose(order: Order, now: datetime) -> None:
    _dispute(order, now)
    learn_dispute(disputed(Payment.objects.get(order=order), "lost", now + DAY), now=now + 3 * DAY)


def _win(order: Order, now: datetime) -> None:
    _dispute(order, now)
    learn_dispute(disputed(Payment.objects.get(order=order), "won", now + DAY), now=now + 3 * DAY)


def _cancel(order: Order, now: datetime) -> None:
    cancel_order(order_id=order.public_id, person_id=order.buyer_id, now=now)


def _expire(order: Order, now: datetime) -> None:
    expire(now=now + timedelta(minutes=settings.ORDER_MINUTES))


# What it is called, how many days ago it was placed, and what became of it.
STORIES: tuple[tuple[str, float, Story], ...] = (
    ("released", 16, _pay),
    ("lost", 14, _lose),
    ("won", 13, _win),
    ("refunded", 12, _refund_all),
    ("expired", 11, _expire),
    ("cancelled", 9, _cancel),
    ("part", 5, _refund_part),
    ("disputed", 4, _dispute),
    ("paid", 2, _pay),
    ("today", 0.1, _pay),
    ("waiting", 0, _wait),
)


def _take_something_free(buyer: User, now: datetime) -> None:
    free = Tier.objects.filter(
        pricing=Pricing.FREE, is_active=True, stock=None, product__in=Product.objects.for_sale()
    ).exclude(product__seller=buyer)
    tier = free.order_by("pk").first()
    if tier is not None and not Grant.objects.filter(person=buyer, tier=tier).exists():
        take_free(person_id=buyer.pk, tier_id=tier.public_id, currency=CURRENCY, now=now)


def _tiers(buyer: User) -> list[Tier]:
    """Things of demo sellers that one pays once for, those of different sellers beside each other."""
    sold = Tier.objects.filter(
        pricing=Pricing.ONE_TIME,
        is_active=True,
        stock=None,
        prices__currency=CURRENCY,
        product__in=Product.objects.for_sale().filter(seller__is_demo=True),
    ).exclude(product__seller=buyer)
    found = sold.select_related("product__seller", "product__category").order_by("product_id", "place")
    first: dict[int, Tier] = {}
    for tier in found:
        first.setdefault(tier.product_id, tier)
    return list(first.values())[: 2 * len(STORIES)]


def _some_buyer() -> User | None:
    return User.objects.filter(is_demo=True, is_guest=False, roles=[], is_staff=False).order_by("pk").first()


def states_there(buyer: User) -> set[str]:
    """The states that this buyer's orders are in: for whoever wants to see that none is missing."""
    return {OrderState(state) for state in Order.objects.filter(buyer=buyer).values_list("state", flat=True)}
