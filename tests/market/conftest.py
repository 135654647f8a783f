"""What every test of the market can ask for: Stripe's double, empty, with its webhooks kept back."""

from typing import Any

import pytest

from tests.doubles.stripe import Stripe, start_stripe
from tests.market.till import stripe_settings


@pytest.fixture
def stripe(settings: Any) -> Stripe:
    """The double on the other side of HTTP; `till.bring` brings its events."""
    double = start_stripe()
    double.hold()
    settings.STRIPE = stripe_settings(double)
    settings.CHECKOUTS_PER_MINUTE = 100_000
    return double
