"""Stripe's test cards and accounts, and what each of them does."""

from dataclasses import dataclass

from market.payments.sandbox.errors import StripeError


@dataclass(frozen=True, kw_only=True)
class Card:
    """A number that pays, or does not, in its own way."""

    number: str
    tells: str
    brand: str = "visa"
    country: str = "US"
    decline: tuple[str, str, str] | None = None
    asks: bool = False
    dispute: str = ""
    refund: str = ""
    at_once: bool = False
    bank: bool = False
    fails_later: bool = False

    @property
    def last4(self) -> str:
        """The end of the number."""
        return self.number[-4:]


DECLINED = "Your card was declined."
SHORT = "Your card has insufficient funds."
CARDS = (
    Card(number="4242424242424242", tells="succeeds"),
    Card(number="5555555555554444", tells="succeeds", brand="mastercard"),
    Card(number="4000000000000077", tells="succeeds, and the money is available at once", at_once=True),
    Card(
        number="4000000000000002",
        tells="is declined",
        decline=("card_declined", "generic_decline", DECLINED),
    ),
    Card(
        number="4000000000009995", tells="has too little on it", decline=("card_declined", "insufficient_funds", SHORT)
    ),
    Card(
        number="4000000000000069",
        tells="has expired",
        decline=("expired_card", "expired_card", "Your card has expired."),
    ),
    Card(
        number="4000000000000127",
        tells="comes with a wrong security code",
        decline=("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
    ),
    Card(
        number="4000000000000119",
        tells="meets an error of its bank",
        decline=(
            "processing_error",
            "processing_error",
            "An error occurred while processing your card. Try again in a little bit.",
        ),
    ),
    Card(number="4000002500003155", tells="asks for authentication", asks=True),
    Card(number="4000002760003184", tells="asks for authentication every time", asks=True, country="DE"),
    Card(
        number="4000008260003178",
        tells="asks for authentication, then has too little on it",
        asks=True,
        country="GB",
        decline=("card_declined", "insufficient_funds", SHORT),
    ),
    Card(number="4000000000000259", tells="succeeds, then is disputed as fraudulent", dispute="fraudulent"),
    Card(number="4000000000002685", tells="succeeds, then is disputed as not received", dispute="product_not_received"),
    Card(number="4000000000001976", tells="succeeds, then its bank inquires", dispute="inquiry"),
    Card(number="4000000000007726", tells="succeeds; a refund waits, then succeeds", refund="succeeded"),
    Card(number="4000000000005126", tells="succeeds; a refund succeeds, then fails", refund="failed"),
    Card(number="000123456789", tells="a bank account: pays later", brand="", bank=True),
    Card(number="000111111116", tells="a bank account: fails later", brand="", bank=True, fails_later=True),
)
BY_NUMBER = {card.number: card for card in CARDS}


class CardRefused(Exception):
    """The number, its date or its code is no card of the test mode; said before anything is tried."""

    def __init__(self, message: str, *, code: str, field: str) -> None:
        super().__init__(message)
        self.code, self.field = code, field


def find_card(number: str) -> Card:
    """The test card with this number; raises `CardRefused` as Stripe does in test mode."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if card := BY_NUMBER.get(digits):
        return card
    if not is_luhn(digits):
        raise CardRefused("Your card number is incorrect.", code="incorrect_number", field="number")
    raise CardRefused(
        "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid "
        "test cards, visit: https://stripe.com/docs/testing.",
        code="card_declined",
        field="number",
    )


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    if not 12 <= len(digits) <= 19:
        return False
    total = sum(int(sign) for sign in digits[-1::-2])
    return (total + sum(sum(divmod(2 * int(sign), 10)) for sign in digits[-2::-2])) % 10 == 0


def card_error(card: Card, *, charge: str | None = None, method: dict[str, object] | None = None) -> StripeError:
    """The refusal of a card, as the API tells it."""
    code, decline_code, message = card.decline or ("card_declined", "generic_decline", DECLINED)
    return StripeError(
        message,
        status=402,
        kind="card_error",
        code=code,
        decline_code=decline_code if code == "card_declined" else None,
        charge=charge,
        payment_method=method,
    )
