"""The ways to have a product as cards to choose from, in the reader's currency."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from market.catalog.facts import TierFacts
from project.base.money import exponent, written


@dataclass(frozen=True, slots=True, kw_only=True)
class TierShown:
    """One card. `minor` is None for what is free; `each` says how often it is paid; `decimals` are its currency's."""

    id: str
    name: str
    about: str
    pricing: str
    most: int
    left: int | None
    minor: int | None
    suggested: int | None
    currency: str
    decimals: int
    words: str
    each: str
    is_elsewhere: bool
    can_be_chosen: bool
    is_chosen: bool


def tiers_shown(tiers: Sequence[TierFacts], *, currency: str, chosen: str = "") -> list[TierShown]:
    """Cards in the seller's order; the one asked for is chosen, or the first that is to be had."""
    had = [tier.id for tier in tiers if _is_had(tier, currency)]
    picked = chosen if chosen in had else next(iter(had), "")
    return [_shown(tier, currency, picked) for tier in tiers]


def _shown(tier: TierFacts, currency: str, picked: str) -> TierShown:
    here = not tier.prices or currency in tier.prices
    told = currency if here else next(iter(tier.prices))
    minor = tier.prices.get(told)
    return TierShown(
        id=tier.id,
        name=tier.name,
        about=tier.about,
        pricing=tier.pricing,
        most=tier.most,
        left=tier.left,
        minor=minor,
        suggested=tier.suggested.get(told),
        currency=told,
        decimals=exponent(told),
        words=_words(tier, minor, told),
        each=_each(tier, told),
        is_elsewhere=not here,
        can_be_chosen=_is_had(tier, currency),
        is_chosen=tier.id == picked,
    )


def _is_had(tier: TierFacts, currency: str) -> bool:
    """Whether this reader can put it into a cart: subscriptions cannot be bought there."""
    is_sold_here = not tier.prices or currency in tier.prices
    return tier.left != 0 and tier.pricing != "recurring" and is_sold_here


def _words(tier: TierFacts, minor: int | None, currency: str) -> str:
    if minor is None:
        return _("Free")
    if tier.pricing != "pay_what_you_want":
        return written(minor, currency)
    return _("from %(least)s") % {"least": written(minor, currency)} if minor else _("Any price")


def _each(tier: TierFacts, currency: str) -> str:
    if tier.interval:
        often = _("every month") if tier.interval == "month" else _("every year")
        return _("%(often)s; subscriptions cannot be bought yet") % {"often": often}
    if tier.pricing != "pay_what_you_want":
        return ""
    suggested = tier.suggested.get(currency)
    if suggested is None:
        return _("You say what you pay.")
    return _("You say what you pay; %(suggested)s is suggested.") % {"suggested": written(suggested, currency)}
