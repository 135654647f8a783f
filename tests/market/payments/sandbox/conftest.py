"""The sandbox, empty and well-behaved, and the real library that asks it."""

from collections.abc import Iterator

import pytest

from tests.doubles.stripe import Stripe, start_stripe
from tests.market.payments.sandbox.shop import Shop
from tests.realtime.webhooks.receiver import Receiver, receiver


@pytest.fixture
def stripe() -> Stripe:
    """The sandbox; nobody listens to its webhooks."""
    return start_stripe()


@pytest.fixture
def shop(stripe: Stripe) -> Shop:
    """Ada's shop: the real library, and what it sells."""
    return Shop(stripe)


@pytest.fixture
def told(stripe: Stripe) -> Iterator[Receiver]:
    """Somebody who listens to its webhooks."""
    with receiver() as listening:
        stripe.reset(webhook_url=listening.url)
        yield listening
        stripe.reset()
