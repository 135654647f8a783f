"""A worker is killed while Stripe answers it, between payment and delivery, or in a refund: the sweep ends its work."""

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings

from market.flows.opening import due_openings, open_payment
from market.flows.refund import refund_lines
from market.orders.models import Order
from market.payments import inbox
from market.payments.models import Payment, ProviderEvent, Refund, RefundReason, RefundState
from market.payments.stripe import calls
from project.base import clock
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, product, visitor
from tests.market.racing import environment
from tests.market.till import stripe_settings

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BEGIN = "import django; django.setup(); from project.base import clock; now = clock.now(); "
WORK_ON = (
    BEGIN + "from market.payments import inbox; [inbox.work_on(one, now=now) for one in inbox.due_events(now=now)]"
)
REFUND = BEGIN + "from market.flows import refunded; refunded.submit_refund({}, now=now)"
OPEN = BEGIN + "from market.flows import opening; opening.open_payment({}, now=now)"
PATIENCE = 60
SLOW = 6
LATER = timedelta(minutes=3)


@pytest.fixture
def stripe(settings: object) -> Stripe:
    """The double, with its webhooks kept back."""
    from tests.doubles.stripe import start_stripe  # noqa: PLC0415

    double = start_stripe()
    double.hold()
    settings.STRIPE = stripe_settings(double)  # type: ignore[attr-defined]
    return double


def killed_while_it_asks(program: str, stripe: Stripe, *, asks: object) -> None:
    """Start a worker, and kill it when it has leased what it works on and Stripe has not answered yet."""
    stripe.slow(SLOW)
    worker = subprocess.Popen([sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environment(stripe))
    deadline = time.monotonic() + PATIENCE
    while not asks():  # type: ignore[operator]
        assert time.monotonic() < deadline, "the worker did nothing"
        time.sleep(0.05)
    time.sleep(0.5)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    stripe.up()


def test_a_payment_outlives_the_worker_that_was_delivering_it(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada(), stock=1)).order
    stripe.pay(till.session_of(order))
    till.deliver(stripe, stripe.events())

    killed_while_it_asks(
        WORK_ON, stripe, asks=lambda: ProviderEvent.objects.filter(leased_until__isnull=False).exists()
    )
    assert Order.objects.get().state == "placed"

    till.work(later=LATER)

    assert Order.objects.get().state == "paid"
    assert inbox.due_events(now=clock.now() + LATER) == []
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_refund_outlives_the_worker_that_was_asking_for_it_and_is_made_once(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    refund = refund_lines(
        order_id=order.public_id, parts=None, reason=RefundReason.OTHER, words="", by=visitor(ada()), now=clock.now()
    )

    killed_while_it_asks(
        REFUND.format(refund.pk),
        stripe,
        asks=lambda: Refund.objects.filter(state=RefundState.SUBMITTING).exists(),
    )
    # What the killed one asked for is still being done: under its key it is not done twice.
    till.work(later=LATER)
    time.sleep(SLOW)
    till.work(later=2 * LATER)
    till.bring(stripe)

    assert Refund.objects.get().state == RefundState.SUCCEEDED
    assert len(calls.refunds_of_intent(str(till.payment_of(order).intent_id))) == 1
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_page_outlives_the_worker_that_was_asking_for_it(stripe: Stripe) -> None:
    stripe.down()
    order = till.check_out(ben(), product(ada())).order
    stripe.up()
    Payment.objects.update(leased_until=None)
    payment = Payment.objects.get()

    killed_while_it_asks(
        OPEN.format(payment.pk), stripe, asks=lambda: Payment.objects.filter(leased_until__isnull=False).exists()
    )
    now = clock.now() + LATER
    for one in due_openings(now=now):
        open_payment(one, now=now)

    stripe.pay(till.session_of(order))
    till.bring(stripe)
    assert Order.objects.get().state == "paid"
    till.assert_clearing_is_stripes_balance()
