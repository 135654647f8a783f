"""Settings of selling: currencies, fees, how long things are kept and held, and who takes the money.

Without STRIPE_SECRET_KEY payments go to the Stripe sandbox that `manage.py up` starts, through the same library and the
same words: nothing else asks which of the two it is.
"""

from typing import Any

from market.payments.sandbox import terms
from project.env import env_bool, env_float, env_int, env_list, env_str


def stripe_of(*, production: bool, port: int) -> dict[str, Any]:
    """Where Stripe is asked, with which key, and what its events are signed with; no key means: nothing is sold."""
    key = env_str("STRIPE_SECRET_KEY", default="")
    secret = env_str("STRIPE_WEBHOOK_SECRET", default="")
    if key or not env_bool("STRIPE_SANDBOX", default=not production):
        return {
            "key": key,
            "webhook_secrets": secret.split(),
            "base": "https://api.stripe.com",
            "page": "https://checkout.stripe.com",
        }
    sandbox_port = env_int("STRIPE_SANDBOX_PORT", default=port + 1)
    return {
        "key": terms.SECRET_KEY,
        "webhook_secrets": [terms.WEBHOOK_SECRET],
        "base": f"http://127.0.0.1:{sandbox_port}",
        "page": env_str("STRIPE_SANDBOX_URL", default=f"http://localhost:{sandbox_port}"),
    }


CURRENCIES = [code.upper() for code in env_list("CURRENCIES", default=["USD", "EUR", "GBP", "JPY"])]
COMMISSION_BPS = env_int("COMMISSION_BPS", default=1000, minimum=0)
# Sellers are paid this long after a sale: most of what goes wrong shows before.
HOLD_DAYS = env_float("HOLD_DAYS", default=7)
# How long an order waits for its payment, and scarce things are kept: Stripe's shortest session lives 30 minutes.
ORDER_MINUTES = env_int("ORDER_MINUTES", default=31, minimum=31)
CARTS_KEPT_DAYS, GUEST_CARTS_KEPT_DAYS = 90, 30
# none, table (TAX_TABLE: country=basis points) or stripe.
TAX = env_str("TAX", default="none")
TAX_TABLE = env_str("TAX_TABLE", default="")
CHECKOUTS_PER_MINUTE = env_int("CHECKOUTS_PER_MINUTE", default=6, minimum=1)
PRODUCT_FILE_BYTES = env_int("PRODUCT_FILE_BYTES", default=268_435_456, minimum=1)
