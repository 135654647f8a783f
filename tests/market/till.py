"""Buying in tests, worded as steps: Stripe's double over real HTTP, webhooks brought when a test says so."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client

from market.cart import actions as cart
from market.cart.queries import cart_of
from market.catalog.models import Product
from market.flows import checkout, refunded, refunding
from market.flows.checkout import Started
from market.ledger.checks import run_checks
from market.ledger.models import Account
from market.orders.billing import Billing
from market.orders.models import Order
from market.payments import inbox
from market.payments.models import Payment
from market.payments.stripe import calls
from project.accounts.models import User
from project.base import clock
from tests.doubles.stripe import SUCCESS, Stripe
from tests.market.people import tier_of

_numbers = count(1)
WEBHOOK = "/webhooks/stripe/"


def stripe_settings(stripe: Stripe) -> dict[str, Any]:
    """`settings.STRIPE` for this double."""
    return {"key": stripe.key, "webhook_secrets": [stripe.webhook_secret], "base": stripe.url, "page": stripe.url}


def fill(person: User, *products: Product, quantity: int = 1) -> int:
    """Put one of each into somebody's cart; what it comes to."""
    for one in products:
        cart.add(person_id=person.pk, tier_id=tier_of(one).public_id, quantity=quantity, now=clock.now())
    return cart_of(person.pk).quote.total_minor


def check_out(person: User, *products: Product, key: str = "", now: datetime | None = None) -> Started:
    """Fill the cart and go to the till."""
    fill(person, *products)
    return start(person, key=key, now=now)


def start(person: User, *, key: str = "", agreed: int | None = None, now: datetime | None = None) -> Started:
    """Go to the till with what is in the cart."""
    shown = cart_of(person.pk)
    return checkout.start(
        person_id=person.pk,
        key=key or f"checkout-{next(_numbers)}",
        currency=shown.currency,
        billing=Billing(name=str(person), country="DE"),
        agreed_total_minor=shown.quote.total_minor if agreed is None else agreed,
        now=now or clock.now(),
    )


def bought(stripe: Stripe, person: User, *products: Product, card: str = SUCCESS) -> Order:
    """An order that was paid, with all that followed."""
    order = check_out(person, *products).order
    stripe.pay(session_of(order), card=card)
    bring(stripe)
    order.refresh_from_db()
    return order


def payment_of(order: Order) -> Payment:
    """The newest payment of an order."""
    return Payment.objects.filter(order=order).latest("attempt")


def session_of(order: Order) -> str:
    """The session of an order's newest payment."""
    return str(payment_of(order).session_id)


def bring(stripe: Stripe, *, copies: int = 1, backwards: bool = False) -> None:
    """Bring every event that there is to the webhook, and do the work of the worker until nothing is left to do."""
    events = stripe.events()
    deliver(stripe, (events[::-1] if backwards else events) * copies)
    work()


def deliver(stripe: Stripe, events: Iterable[dict[str, Any]]) -> list[int]:
    """Post these events, signed; the statuses they got."""
    return [post_event(*stripe.signed(event)) for event in events]


def post_event(body: bytes, signature: str) -> int:
    """Post one body with this signature; the status it got."""
    headers = {"Stripe-Signature": signature}
    return int(_line().post(WEBHOOK, body, content_type="application/json", headers=headers).status_code)


@cache
def _line() -> Client:
    """One for all: each that is made anew builds every middleware anew, which takes longer than an event."""
    return Client()


def work(*, later: timedelta = timedelta()) -> None:
    """What a worker does: events and refunds whose time has come, until none is left."""
    for _round in range(10):
        now = clock.now() + later
        events, refunds = inbox.due_events(now=now), refunding.due_refunds(now=now)
        if not events and not refunds:
            return
        for event in events:
            inbox.work_on(event, now=now)
        for refund in refunds:
            refunded.submit_refund(refund, now=now)


def assert_books_are_right() -> None:
    """Every check of the books, those of flows among them, finds nothing."""
    found = [finding for result in run_checks() for finding in result.findings]
    assert found == []


def assert_clearing_is_stripes_balance() -> None:
    """What the books say that Stripe holds is what Stripe says, to the last unit of each currency."""
    ours = {
        currency: -balance
        for currency, balance in Account.objects.filter(kind="clearing_stripe").values_list("currency", "balance_minor")
    }
    theirs: dict[str, int] = {}
    for move in calls.moves_since(clock.now() - timedelta(days=1)):
        theirs[move.currency] = theirs.get(move.currency, 0) + move.net_minor
    assert {currency: sum_ for currency, sum_ in ours.items() if sum_} == {c: s for c, s in theirs.items() if s}


def balances(*, currency: str = "USD") -> dict[str, int]:
    """Every account that is not at zero: kind, or kind and name of its owner."""
    rows = Account.objects.filter(currency=currency).exclude(balance_minor=0).select_related("owner")
    return {f"{row.kind} {row.owner}" if row.owner else row.kind: row.balance_minor for row in rows}


def kinds_of(order: Order) -> Sequence[str]:
    """The steps of an order."""
    return list(order.steps.order_by("pk").values_list("kind", flat=True))


def is_test_stripe() -> bool:
    """Whether the program asks a double: a guard for tests that would charge somebody."""
    return str(settings.STRIPE["base"]).startswith("http://127.0.0.1:")
