"""Pages of orders are tried beside Stripe's double, as everything of the market."""

from tests.market.conftest import stripe

__all__ = ["stripe"]
