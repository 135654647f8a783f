"""Sales are made beside Stripe's double."""

from tests.market.conftest import stripe

__all__ = ["stripe"]
