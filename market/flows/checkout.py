"""From a cart to an order, and from there to the page where it is paid; and the ways back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from market.cart.actions import take_out
from market.cart.buying import ask_buyer
from market.cart.events import cart_changed
from market.cart.locking import locked_cart
from market.cart.models import Cart
from market.cart.pricing import Quote
from market.cart.queries import CartShown, cart_of, find_tax, with_tax
from market.cart.refusals import CurrencyNotTaken
from market.cart.tax import CountryNeeded, TaxFound, is_by_country
from market.catalog.commission import commission_bps_for
from market.flows.delivering import deliver_free
from market.flows.locking import locked_order
from market.flows.opening import begin_payment, open_payment
from market.flows.telling import stock_changed
from market.orders.billing import Billing
from market.orders.models import Order, OrderState
from market.orders.placing import LineAsked, OrderAsked, place_order
from market.orders.queries import order_of
from market.orders.telling import news_of
from market.payments.models import ALIVE, Payment, PaymentState
from project.base import limits
from project.base.errors import Refusal
from realtime.publish import publish

LONGEST_WAIT = timedelta(hours=3)


class CartIsEmpty(Refusal):
    """There is nothing to buy."""

    message = _("Your cart is empty.")


class PricesChanged(Refusal):
    """The total is another than the buyer agreed to. `total_minor` is the new one, `quote` all of it."""

    message = _("Prices have changed. Look at the new total before you pay.")

    def __init__(self, quote: Quote) -> None:
        super().__init__(total_minor=quote.total_minor, currency=quote.currency)
        self.quote = quote


class NotSoldAnyMore(Refusal):
    """Something in the cart cannot be bought as it is; `line` and `problem` say which and why."""

    message = _("Something in your cart cannot be bought any more. Look at it before you pay.")


class OrderOver(Refusal):
    """Paid, cancelled or expired: there is nothing to pay any more."""

    message = _("This order is not waiting for a payment.")


@dataclass(frozen=True, kw_only=True)
class Started:
    """An order, and where it is paid; None where it is free, or where the provider has not answered yet."""

    order: Order
    url: str | None


def start(
    *,
    person_id: int,
    key: str,
    currency: str,
    billing: Billing,
    agreed_total_minor: int,
    now: datetime,
    site: str = "",
) -> Started:
    """Make an order of a person's cart and ask for the page where it is paid; the same key again is the same order.

    Raises `AddressNotVerified`, `CurrencyNotTaken`, `CartIsEmpty`, `CountryNeeded`, `TaxNotKnown`, `TaxAway`,
    `PricesChanged`, `NotSoldAnyMore`, `SoldOut`, `TotalTooSmall`, `TotalTooLarge`, `TooManyTries` and `LimitsAway`.
    `site` is where the buyer comes back to, if not PUBLIC_URL.
    """
    ask_buyer(person_id)
    if currency not in settings.CURRENCIES:
        raise CurrencyNotTaken
    placed = _placed(person_id, key)
    if placed is None:
        limits.ask("checkouts", f"person {person_id}")
        tax = _ask_tax(person_id, currency, billing)
        try:
            placed = _place(person_id, key, currency, billing, agreed_total_minor, tax, now)
        except IntegrityError:
            # Pressed twice at once, and the other was quicker.
            placed = _placed(person_id, key)
            if placed is None:
                raise
    return Started(order=placed, url=_url_of(placed, now=now, site=site))


def resume(*, order_id: str, person_id: int, now: datetime, site: str = "") -> str | None:
    """Where this order is paid, asking for another page if there is none; None where the provider is away.

    Raises `NotFound` for somebody else's order and `OrderOver` for one that is not waiting.
    """
    order = order_of(person_id, order_id)
    if order.state != OrderState.PLACED:
        raise OrderOver
    limits.ask("checkouts", f"person {person_id}")
    return _url_of(order, now=now, site=site)


def _url_of(order: Order, *, now: datetime, site: str) -> str | None:
    if order.state != OrderState.PLACED:
        return None
    payment = Payment.objects.filter(order=order, state__in=ALIVE).first()
    if payment is not None and payment.state in {PaymentState.OPEN, PaymentState.PROCESSING}:
        return payment.url or None
    if payment is None:
        payment = _another_payment(order, now=now)
    return open_payment(payment.pk, now=now, site=site) if payment is not None else None


def _another_payment(order: Order, *, now: datetime) -> Payment | None:
    with transaction.atomic():
        order = locked_order(order.pk)
        alive = Payment.objects.filter(order=order, state__in=ALIVE).first()
        if alive is not None or order.state != OrderState.PLACED:
            return alive
        if order.placed_at < now - LONGEST_WAIT:
            raise OrderOver
        return begin_payment(order, now=now)


def _placed(person_id: int, key: str) -> Order | None:
    return Order.objects.select_related("buyer").filter(buyer_id=person_id, key=key).first()


def _ask_tax(person_id: int, currency: str, billing: Billing) -> tuple[int, TaxFound]:
    """What is due on the cart as it now is, with its version: whoever taxes is asked while nothing is locked."""
    cart = cart_of(person_id, currency=currency)
    _check(cart)
    if is_by_country() and cart.quote.total_minor and not billing.country:
        raise CountryNeeded
    return cart.version, find_tax(cart, country=billing.country)


def _place(
    person_id: int,
    key: str,
    currency: str,
    billing: Billing,
    agreed_total_minor: int,
    tax: tuple[int, TaxFound],
    now: datetime,
) -> Order:
    with transaction.atomic():
        row = locked_cart(person_id, currency=currency)
        placed = _placed(person_id, key)
        if placed is not None:
            return placed
        cart = with_tax(cart_of(person_id, currency=currency), tax[1])
        _check(cart)
        if cart.version != tax[0] or cart.currency != currency or cart.quote.total_minor != agreed_total_minor:
            raise PricesChanged(cart.quote)
        if cart.problem is not None:
            raise cart.problem
        return _order_of(cart, row, key, billing, now)


def _order_of(cart: CartShown, row: Cart, key: str, billing: Billing, now: datetime) -> Order:
    is_free = cart.quote.total_minor == 0
    order = place_order(
        OrderAsked(
            buyer_id=cart.person_id,
            key=key,
            currency=cart.currency,
            lines=_lines(cart),
            billing=billing.facts(),
            tax_facts=cart.tax.facts,
            expires_at=None if is_free else now + timedelta(minutes=settings.ORDER_MINUTES),
            is_gift=is_free,
        ),
        now=now,
    )
    take_out(row, [line.tier.pk for line in cart.lines], now=now)
    order = Order.objects.select_related("buyer").get(pk=order.pk)
    if is_free:
        deliver_free(order, now=now)
    else:
        begin_payment(order, now=now)
    basket = cart_changed(order.buyer_id, public_id=order.buyer.public_id)
    publish(basket, *news_of(order, now=now), *stock_changed(order, now=now), at=now)
    return order


def _lines(cart: CartShown) -> list[LineAsked]:
    rates: dict[int, int] = {}
    asked = []
    for line in cart.lines:
        quoted: Any = line.quoted
        product = line.tier.product
        if product.pk not in rates:
            rates[product.pk] = commission_bps_for(product)
        asked.append(
            LineAsked(
                tier=line.tier,
                quantity=line.quantity,
                unit_minor=quoted.unit_minor,
                discount_minor=quoted.discount_minor,
                tax_minor=quoted.tax_minor,
                commission_bps=rates[product.pk],
            )
        )
    return asked


def _check(cart: CartShown) -> None:
    if not cart.lines:
        raise CartIsEmpty
    for line in cart.lines:
        if line.problem is not None:
            raise NotSoldAnyMore(line=line.id, tier=line.tier.public_id, problem=line.problem.code)
