"""Putting things into a cart and taking them out: under its lock, and told to its owner's tabs with the change."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from market.cart.events import cart_changed
from market.cart.locking import hold_cart, locked_cart
from market.cart.models import Cart, CartLine
from market.cart.ownership import owned_among
from market.cart.queries import lines_with_tiers
from market.cart.refusals import (
    CartFull,
    CartInAnotherCurrency,
    CurrencyNotTaken,
    NotForSale,
    NotInCart,
    QuantityNotValid,
    QuantityTooLarge,
)
from market.cart.standing import currencies_of, problem_of, unit_of
from market.catalog.models import Pricing, Tier
from project.base.errors import NotFound
from realtime.publish import publish

MOST_LINES = 50


def add(
    *,
    person_id: int,
    tier_id: str,
    quantity: int = 1,
    chosen_minor: int | None = None,
    currency: str = "",
    now: datetime,
) -> CartLine:
    """Put so many of a tier (its public id) into a person's cart (a row of people), to those that are in it already.

    `chosen_minor` is what they want to pay for each, where they choose, in the `currency` that they saw: an empty cart
    takes it. A thing that one can only have once stays one. Raises `NotFound` and what `market.cart.refusals` has.
    """
    with transaction.atomic():
        cart = locked_cart(person_id)
        tier = _tier(tier_id)
        line = CartLine.objects.filter(cart=cart, tier=tier).first()
        if line is None:
            line = _new_line(cart, tier, wanted=currency)
        if chosen_minor is not None and currency not in {"", cart.currency}:
            raise CartInAnotherCurrency(currency=cart.currency)
        had = line.quantity if line.pk else 0
        _keep(cart, line, tier, quantity=_sum(had, quantity, tier), chosen_minor=chosen_minor)
        changed(cart, now=now)
        return line


def set_quantity(*, person_id: int, line_id: str, quantity: int, now: datetime) -> CartLine:
    """Have so many of a line; raises `NotInCart` for somebody else's too, and the refusals of `add`."""
    with transaction.atomic():
        cart, line = _locked_line(person_id, line_id)
        # Whoever lowers a quantity to what is left is not refused for what they lower it from.
        _keep(cart, line, line.tier, quantity=quantity, chosen_minor=line.chosen_minor)
        changed(cart, now=now)
        return line


def set_amount(*, person_id: int, line_id: str, chosen_minor: int, now: datetime) -> CartLine:
    """Pay so much for each, where its buyer chooses; raises as `set_quantity`."""
    with transaction.atomic():
        cart, line = _locked_line(person_id, line_id)
        _keep(cart, line, line.tier, quantity=line.quantity, chosen_minor=chosen_minor)
        changed(cart, now=now)
        return line


def remove(*, person_id: int, line_id: str, now: datetime) -> CartLine:
    """Take a line out; raises `NotInCart`. Returns what it was, for whoever wants it back."""
    with transaction.atomic():
        cart, line = _locked_line(person_id, line_id)
        CartLine.objects.filter(pk=line.pk).delete()
        changed(cart, now=now)
        return line


def clear(*, person_id: int, now: datetime) -> int:
    """Take everything out; how many lines that were."""
    with transaction.atomic():
        cart = hold_cart(person_id)
        gone = CartLine.objects.filter(cart=cart).delete()[0] if cart is not None else 0
        if cart is not None and gone:
            changed(cart, now=now)
        return gone


def set_currency(*, person_id: int, currency: str, now: datetime) -> None:
    """Price the cart in another currency: amounts that were chosen start again from what is suggested.

    Raises `CurrencyNotTaken`. What is not sold in it stays, and says so.
    """
    if currency not in settings.CURRENCIES:
        raise CurrencyNotTaken
    with transaction.atomic():
        cart = locked_cart(person_id, currency=currency)
        if cart.currency == currency and cart.version:
            return
        cart.currency = currency
        for line in lines_with_tiers().filter(cart=cart):
            line.chosen_minor = None
            _see(line, currency)
            line.save(update_fields=["chosen_minor", "seen_minor", "seen_currency"])
        changed(cart, now=now)


def agree_to_prices(*, person_id: int, now: datetime) -> None:
    """Take note of what everything costs now: nothing is shown as changed any more."""
    with transaction.atomic():
        cart = hold_cart(person_id)
        if cart is None:
            return
        for line in lines_with_tiers().filter(cart=cart):
            _see(line, cart.currency)
            line.save(update_fields=["seen_minor", "seen_currency"])
        changed(cart, now=now)


def take_out(cart: Cart, tier_pks: Collection[int], *, now: datetime) -> None:
    """Take out what was ordered, of a cart that the caller holds, who publishes `cart_changed` with the order."""
    CartLine.objects.filter(cart=cart, tier_id__in=tier_pks).delete()
    raise_version(cart, now=now)


def raise_version(cart: Cart, *, now: datetime) -> None:
    """Say that this cart, which the caller holds, is another one now."""
    Cart.objects.filter(pk=cart.pk).update(version=F("version") + 1, changed_at=now, currency=cart.currency)


def changed(cart: Cart, *, now: datetime) -> None:
    """The last word of a transaction that changed one cart."""
    raise_version(cart, now=now)
    publish(cart_changed(cart.person_id), at=now)


def _tier(tier_id: str) -> Tier:
    tiers = Tier.objects.select_related("product__seller").prefetch_related("prices")
    tier = tiers.filter(public_id=tier_id).first()
    # What was never offered is not known to be there.
    if tier is None or tier.product.approved_at is None:
        raise NotFound
    return tier


def _new_line(cart: Cart, tier: Tier, *, wanted: str) -> CartLine:
    lines = CartLine.objects.filter(cart=cart).count()
    if lines >= MOST_LINES:
        raise CartFull(most=MOST_LINES)
    if not lines:
        # An empty cart takes the currency that its owner saw, or one that the first thing in it is sold in.
        sold_in = currencies_of(tier) or settings.CURRENCIES
        first = [one for one in (wanted, cart.currency, *settings.CURRENCIES) if one in settings.CURRENCIES]
        cart.currency = next((one for one in first if one in sold_in), cart.currency)
    return CartLine(cart=cart, tier=tier)


def _sum(had: int, quantity: int, tier: Tier) -> int:
    if quantity < 1:
        raise QuantityNotValid
    # Added twice, from two tabs or by a double click: still one.
    return 1 if had and tier.most == 1 and quantity == 1 else had + quantity


def _locked_line(person_id: int, line_id: str) -> tuple[Cart, CartLine]:
    cart = hold_cart(person_id)
    line = lines_with_tiers().filter(cart=cart, public_id=line_id).first() if cart is not None else None
    if cart is None or line is None:
        raise NotInCart
    return cart, line


def _keep(cart: Cart, line: CartLine, tier: Tier, *, quantity: int, chosen_minor: int | None) -> None:
    """Write a line down as it is wanted, if it can be bought so."""
    if quantity < 1:
        raise QuantityNotValid
    if quantity > tier.most:
        # Before anything is worked out from it: what was asked for may be any number.
        raise NotForSale if not tier.is_active else QuantityTooLarge(most=tier.most)
    chooses = tier.pricing == Pricing.PAY_WHAT_YOU_WANT and chosen_minor not in (None, line.chosen_minor)
    if chooses:
        line.chosen_minor = chosen_minor
    unit = unit_of(tier, cart.currency, line.chosen_minor)
    owned = owned_among(cart.person_id, {tier.pk}) if tier.most == 1 else set()
    problem = problem_of(
        tier,
        person_id=cart.person_id,
        currency=cart.currency,
        quantity=quantity,
        unit_minor=unit,
        is_owned=tier.pk in owned,
    )
    if problem is not None:
        raise problem
    line.quantity = quantity
    if chooses or not line.pk:
        _see(line, cart.currency)
    line.save()


def _see(line: CartLine, currency: str) -> None:
    line.seen_minor, line.seen_currency = unit_of(line.tier, currency, line.chosen_minor), currency
