"""What a product costs, as one line on a card: its least price, in the reader's currency where it is sold in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from market.catalog.facts import TierFacts

FEW_LEFT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """The least that something is had for.

    `minor` is None where all is free; `is_from` says that there are dearer ways, `is_open` that the buyer names the
    price, `is_elsewhere` that it is not sold in the reader's currency.
    """

    minor: int | None = None
    currency: str = ""
    interval: str = ""
    has_free: bool = False
    is_from: bool = False
    is_open: bool = False
    is_elsewhere: bool = False


def least_of(tiers: Sequence[TierFacts], currency: str) -> Least:
    """The least price of these tiers; the first currency they are sold in stands in for one they are not."""
    free = any(tier.pricing == "free" for tier in tiers)
    paid = [tier for tier in tiers if tier.pricing != "free" and tier.prices]
    if not paid:
        return Least(has_free=free)
    here = [tier for tier in paid if currency in tier.prices]
    told = currency if here else next(iter(paid[0].prices))
    sold = [tier for tier in paid if told in tier.prices]
    cheapest = min(sold, key=lambda tier: tier.prices[told])
    return Least(
        minor=cheapest.prices[told],
        currency=told,
        interval=cheapest.interval,
        has_free=free,
        is_from=len({tier.prices[told] for tier in sold}) > 1,
        is_open=cheapest.pricing == "pay_what_you_want",
        is_elsewhere=not here,
    )


def few_left(tiers: Sequence[TierFacts]) -> int | None:
    """How many are left where that is worth saying; 0 is sold out, None is enough."""
    counted = [tier.left for tier in tiers if tier.left is not None]
    if not counted or len(counted) < len(tiers):
        return None
    left = sum(counted)
    return left if left <= FEW_LEFT else None
