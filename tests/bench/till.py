"""What the benchmark's writer does at the till: from the POST of a checkout to its page, and from the payment to the
order that is committed as paid.
"""

import time
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import uuid4

import httpx
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def sell(*, seconds: float) -> dict[str, Any]:
    """Check out, and fulfil what was paid, as often as fits; told are counts, seconds, and the queries of each step."""
    buyer, browser, tier = _buyer()
    orders, took = list[str](), {"checkout": 0.0, "fulfil": 0.0}
    queries: dict[str, int] = {}
    started = time.monotonic()
    while not orders or time.monotonic() < started + seconds:
        _fill(buyer, tier)
        with _timed(took, "checkout"), _counted(queries, "checkout", once=bool(orders)):
            orders.append(_check_out(browser))
    payments = [_pay(order) for order in orders]
    for number, payment in enumerate(payments):
        with _timed(took, "fulfil"), _counted(queries, "fulfil", once=bool(number)):
            _fulfil(payment)
    return {"count": len(orders), "seconds": took, "queries": queries}


def _buyer() -> tuple[int, Client, str]:
    from allauth.account.models import EmailAddress

    from project.accounts.models import User
    from tests.market.people import member, product, tier_of

    name = f"buyer{uuid4().hex[:12]}"
    buyer = User.objects.create_user(f"{name}@bench.example", display_name=name)
    EmailAddress.objects.create(user=buyer, email=buyer.email, verified=True, primary=True)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(buyer)
    return (
        buyer.pk,
        browser,
        tier_of(product(member("Benchseller"), most=9, title=f"Bench {uuid4().hex[:12]}")).public_id,
    )


def _fill(buyer: int, tier: str) -> None:
    from market.cart.actions import add
    from project.base import clock

    add(person_id=buyer, tier_id=tier, now=clock.now())


def _check_out(browser: Client) -> str:
    asked = {"key": uuid4().hex, "currency": "USD", "agreed_total_minor": 1000}
    answer = browser.post("/api/cart/checkout", asked, content_type="application/json")
    told = answer.json()
    if answer.status_code != 201 or not told["url"]:
        raise RuntimeError(f"no checkout: {answer.status_code} {told}")
    return str(told["order"])


def _pay(order: str) -> int:
    """The payment's row, paid at the double, which is not timed."""
    from market.payments.models import Payment

    payment = Payment.objects.get(order__public_id=order)
    asked = {"session": payment.session_id, "card": "4242424242424242", "authenticate": True}
    httpx.post(f"{settings.STRIPE['base']}/_sandbox/pay", json=asked).raise_for_status()
    return payment.pk


def _fulfil(payment: int) -> None:
    from market.flows.fulfil import fulfil
    from project.base import clock

    if fulfil(payment, now=clock.now()) != "succeeded":
        raise RuntimeError("not paid")


@contextmanager
def _timed(took: dict[str, float], step: str) -> Any:
    began = time.monotonic()
    yield
    took[step] += time.monotonic() - began


@contextmanager
def _counted(queries: dict[str, int], step: str, *, once: bool) -> Any:
    """How many statements a step makes: those of the second time, the first finds caches empty."""
    with ExitStack() as stack:
        if not once or step in queries:
            yield
            return
        seen = stack.enter_context(CaptureQueriesContext(connection))
        yield
        queries[step] = len(seen)
