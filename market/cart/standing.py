"""Whether a line can be bought as it is, and for what: one answer for who adds it and for who looks at it later."""

from market.cart.refusals import (
    AlreadyOwned,
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    FewerLeft,
    NotForSale,
    NotSoldInThisCurrency,
    OwnProduct,
    QuantityTooLarge,
    SoldBySubscription,
    SoldOut,
)
from market.catalog.models import ListingState, Price, Pricing, Tier
from market.catalog.queries import left_of
from project.base.errors import Refusal
from project.base.money import largest_charge, step


def price_in(tier: Tier, currency: str) -> Price | None:
    """What is asked for this tier in one currency; read from prices that were fetched with it."""
    return next((price for price in tier.prices.all() if price.currency == currency), None)


def unit_of(tier: Tier, currency: str, chosen_minor: int | None) -> int | None:
    """What one costs: nothing, the price, or what its buyer chose; None where it is not sold in this currency."""
    if tier.pricing == Pricing.FREE:
        return 0
    price = price_in(tier, currency)
    if price is None:
        return None
    if tier.pricing != Pricing.PAY_WHAT_YOU_WANT:
        return price.amount_minor
    if chosen_minor is not None:
        return chosen_minor
    return max(price.amount_minor, price.suggested_minor or 0)


def currencies_of(tier: Tier) -> list[str]:
    """In which currencies it is sold, in order; none says: free, in any."""
    return sorted(price.currency for price in tier.prices.all())


def problem_of(
    tier: Tier, *, person_id: int, currency: str, quantity: int, unit_minor: int | None, is_owned: bool
) -> Refusal | None:
    """What keeps this person from buying it so, the reason that matters most first; None where nothing does."""
    return (
        _of_listing(tier, person_id, is_owned=is_owned)
        or _of_price(tier, currency, unit_minor, quantity)
        or _of_quantity(tier, quantity)
    )


def is_for_sale(tier: Tier) -> bool:
    """Whether its listing is live and its seller still here."""
    product = tier.product
    live = product.state == ListingState.APPROVED and not product.is_paused and product.deleted_at is None
    return live and tier.is_active and product.seller.is_active


def _of_listing(tier: Tier, person_id: int, *, is_owned: bool) -> Refusal | None:
    if not is_for_sale(tier):
        return NotForSale()
    if tier.product.seller_id == person_id:
        return OwnProduct()
    if tier.pricing == Pricing.RECURRING:
        return SoldBySubscription()
    return AlreadyOwned() if is_owned and tier.most == 1 else None


def _of_price(tier: Tier, currency: str, unit_minor: int | None, quantity: int) -> Refusal | None:
    if unit_minor is None:
        return NotSoldInThisCurrency(currencies=currencies_of(tier))
    price = price_in(tier, currency)
    if tier.pricing == Pricing.PAY_WHAT_YOU_WANT and price is not None and unit_minor < price.amount_minor:
        return AmountTooSmall(least_minor=price.amount_minor)
    if unit_minor * quantity > largest_charge(currency):
        return AmountTooLarge()
    return None if unit_minor % step(currency) == 0 else AmountNotWhole()


def _of_quantity(tier: Tier, quantity: int) -> Refusal | None:
    left = left_of(tier)
    if left == 0:
        return SoldOut()
    if quantity > tier.most:
        return QuantityTooLarge(most=tier.most if left is None else min(left, tier.most))
    return FewerLeft(most=left) if left is not None and left < quantity else None
