"""Buying in a browser, worded as steps: the hosted page of Stripe's double is really filled in; the worker is real."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from huey.contrib.djhuey import HUEY
from playwright.sync_api import Page, Route, expect

from market.orders.models import Order
from market.payments.models import ProviderEvent
from project.accounts.models import User
from project.embedded.children import die_with_parent, stop
from tests.doubles.stripe import Stripe
from tests.frontend.account.people import PASSWORD
from tests.journeys.people import see_live
from tests.site import Site

PATIENCE_MS = 20_000
PATIENCE_SECONDS = 30.0
WORKERS_FAREWELL = 10.0


@contextmanager
def working(site: Site) -> Iterator[None]:
    """A worker beside the site, as `make run` starts it; what earlier tests queued is forgotten."""
    HUEY.flush()
    program = [sys.executable, "manage.py", "run_huey", "--workers", "2"]
    dies_with_us = die_with_parent(signal.SIGKILL)
    worker = subprocess.Popen(program, cwd=settings.BASE_DIR, env=site.environment, preexec_fn=dies_with_us)
    try:
        yield
    finally:
        stop(worker, signal_number=signal.SIGTERM, patience=WORKERS_FAREWELL)


def with_password(person: User) -> User:
    """Somebody who can sign in."""
    person.set_password(PASSWORD)
    person.save()
    return person


def open_live(page: Page, path: str) -> Page:
    """Open a page, wait until it is live, and leave a mark in its window that a reload would wipe off."""
    page.goto(path)
    see_live(page)
    page.evaluate("window.unchanged = true")
    return page


def open_beside(page: Page, path: str) -> Page:
    """The same in another tab of the same browser."""
    return open_live(page.context.new_page(), path)


def was_never_left(page: Page) -> bool:
    """Whether this is still the page that was opened: nothing was reloaded, and nobody was led elsewhere."""
    return page.evaluate("window.unchanged") is True


def type_card(page: Page, number: str) -> None:
    """Fill in the hosted page and press its button."""
    for label, said in {
        "Card number": number,
        "Expiry (MM / YY)": "12 / 40",
        "Security code": "123",
        "Name on the card": "Ben",
    }.items():
        page.get_by_label(label).fill(said)
    page.get_by_role("button", name=re.compile("^Pay ")).click()


def see_hosted_page(page: Page) -> None:
    """Where one pays: not ours."""
    expect(page.get_by_text("Stripe sandbox: no money moves")).to_be_visible(timeout=PATIENCE_MS)


def see_state(page: Page, words: str) -> None:
    """How the order on this page stands."""
    expect(page.locator("#order .state").first).to_have_text(words, timeout=PATIENCE_MS)


def see(page: Page, where: str, words: str) -> None:
    """These words appear there."""
    expect(page.locator(where)).to_contain_text(words, timeout=PATIENCE_MS)


def come_back_late(page: Page, stripe: Stripe) -> None:
    """From now on this browser is led back to the shop only when all webhooks are delivered and worked on."""

    def wait(route: Route) -> None:
        stripe.wait_delivered()
        wait_worked()
        route.continue_()

    page.route(re.compile("/orders/[^/]+/return/"), wait)


def wait_worked() -> None:
    """Until the worker has handled every event that came."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while waiting := list(ProviderEvent.objects.filter(handled_at=None).values_list("kind", "tries", "last_error")):
        assert time.monotonic() < deadline, waiting
        time.sleep(0.05)


def facts_of(order: Order) -> dict[str, object]:
    """What stays the same however often, late and disordered an order's events come."""
    order.refresh_from_db()
    return {
        "state": order.state,
        "paid_at": order.paid_at,
        "steps": list(order.steps.order_by("pk").values_list("kind", "at")),
        "lines": list(order.lines.order_by("pk").values_list("seller_minor", "releases_at", "grant__public_id")),
        "papers": list(order.papers.order_by("pk").values_list("public_id", "kind", "number")),
        "payments": list(order.payments.order_by("pk").values_list("state", "attempt")),
    }
