"""Ada's shop as it asks Stripe: through the real library, over the wire."""

from typing import Any

from stripe import StripeClient
from stripe.checkout import Session

from tests.doubles import stripe as double

SUCCESS = "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}"
CANCEL = "https://shop.example/cart"


class Shop:
    """The library pointed at the sandbox."""

    def __init__(self, stripe: double.Stripe, *, retries: int = 0) -> None:
        self.stripe = stripe
        client = StripeClient(stripe.key, base_addresses={"api": stripe.url}, max_network_retries=retries)
        self.v1 = client.v1

    def order(self, *, minor: int = 2500, currency: str = "usd", **more: Any) -> dict[str, Any]:
        """The parameters of a session for one thing."""
        price = {"currency": currency, "unit_amount": minor, "product_data": {"name": "Letters that are answered"}}
        line = {"price_data": price, "quantity": 1}
        return {"mode": "payment", "success_url": SUCCESS, "cancel_url": CANCEL, "line_items": [line], **more}

    def open(self, *, minor: int = 2500, currency: str = "usd", key: str = "", **more: Any) -> Session:
        """A new session, under an idempotency key if one is given."""
        options: Any = {"idempotency_key": key} if key else {}
        params: Any = self.order(minor=minor, currency=currency, **more)
        return self.v1.checkout.sessions.create(params, options)

    def sell(self, *, card: str = double.SUCCESS, minor: int = 2500, **more: Any) -> dict[str, Any]:
        """A session that Ben has paid: its payment intent."""
        paid = self.stripe.pay(self.open(minor=minor, **more).id, card=card)
        intent: dict[str, Any] = paid["payment_intent"]
        return intent

    def refund(self, intent: dict[str, Any], **more: Any) -> Any:
        """Give money back."""
        params: Any = {"payment_intent": intent["id"], **more}
        return self.v1.refunds.create(params)

    def net(self) -> int:
        """What all movements of the account come to."""
        found = self.v1.balance_transactions.list({"limit": 100})
        return sum(moved.net for moved in found.auto_paging_iter())


def answered(found: Any) -> Any:
    """The answer that an object came with."""
    return found.last_response
