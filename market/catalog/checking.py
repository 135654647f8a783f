"""What sellers typed, read into what is kept: pure, and every field that cannot be kept is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from market.catalog.kinds import kind_of
from market.catalog.models import Interval, Pricing
from market.catalog.refusals import ProductNotValid
from project.base.money import is_valid_amount, smallest_charge, written
from project.base.visible import visible, visible_line

MOST_TIERS, MOST_TAGS, MOST_PICTURES, MOST_FILES = 10, 10, 8, 50
LONGEST = {"title": 120, "tagline": 160, "description": 20_000}
SHORTEST_TITLE, SHORTEST_DESCRIPTION = 3, 30
LONGEST_TAG = 40
MOST_STOCK = 1_000_000_000
MOST_AT_ONCE = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class TierAsked:
    """A tier as its seller wants it. `id` None adds one; prices in minor units by currency; `stock` None: no end."""

    id: str | None = None
    name: str
    about: str = ""
    pricing: str = Pricing.ONE_TIME
    interval: str = ""
    prices: Mapping[str, int] = field(default_factory=dict)
    suggested: Mapping[str, int] = field(default_factory=dict)
    stock: int | None = None
    most: int = 1
    is_active: bool = True


def read_text(name: str, given: Any) -> str:
    """A title, tagline or description without what cannot be seen. Raises `ProductNotValid`."""
    if not isinstance(given, str):
        raise ProductNotValid({name: _("This is a text.")})
    text = visible(given).strip() if name == "description" else visible_line(given)
    if len(text) > LONGEST[name]:
        raise ProductNotValid({name: _("At most %(most)s characters.") % {"most": LONGEST[name]}})
    if name == "title" and len(text) < SHORTEST_TITLE:
        raise ProductNotValid({name: _("At least %(least)s characters.") % {"least": SHORTEST_TITLE}})
    return text


def read_tags(given: Any) -> list[str]:
    """The words of tags, each once by its slug. Raises `ProductNotValid`."""
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise ProductNotValid({"tags": _("This is a list of words.")})
    words = {slugify(visible_line(one)): visible_line(one) for one in given if one.strip()}
    if "" in words or any(len(word) > LONGEST_TAG for word in words.values()):
        raise ProductNotValid({"tags": _("A tag has letters or digits, and at most 40 characters.")})
    if len(words) > MOST_TAGS:
        raise ProductNotValid({"tags": _("At most %(most)s tags.") % {"most": MOST_TAGS}})
    return [words[slug] for slug in sorted(words)]


def check_tiers(kind: str, tiers: Sequence[TierAsked]) -> None:
    """Refuse tiers that could not be sold, naming each field by its place (`tiers.0.prices.USD`)."""
    problems: dict[str, str] = {}
    if len(tiers) > MOST_TIERS:
        problems["tiers"] = _("At most %(most)s tiers.") % {"most": MOST_TIERS}
    names = [visible_line(tier.name).casefold() for tier in tiers]
    for place, tier in enumerate(tiers[:MOST_TIERS]):
        found = {**_words(tier), **_pricing(kind, tier), **_amounts(tier), **_counts(tier)}
        if names.index(names[place]) != place:
            found["name"] = _("Two tiers have this name.")
        problems |= {f"tiers.{place}.{name}": words for name, words in found.items()}
    if problems:
        raise ProductNotValid(problems)


def price_problem(amount: Any, currency: str) -> str | None:
    """Why this cannot be a price; None where it can."""
    if currency not in settings.CURRENCIES:
        return _("Nothing is sold in this currency here.")
    if not isinstance(amount, int) or isinstance(amount, bool) or not is_valid_amount(amount, currency):
        return _("This is no amount that can be charged.")
    if amount < (least := smallest_charge(currency)):
        return _("At least %(least)s, or make it free.") % {"least": written(least, currency)}
    return None


def _words(tier: TierAsked) -> dict[str, str]:
    problems = {}
    if not 1 <= len(visible_line(tier.name)) <= 60:
        problems["name"] = _("A name of at most 60 characters.")
    if len(visible_line(tier.about)) > 300:
        problems["about"] = _("At most 300 characters.")
    return problems


def _pricing(kind: str, tier: TierAsked) -> dict[str, str]:
    if tier.pricing not in kind_of(kind).pricings:
        return {"pricing": _("Products of this kind are not sold this way.")}
    if tier.pricing == Pricing.RECURRING and tier.interval not in Interval.values:
        return {"interval": _("Say how often it is paid.")}
    if tier.pricing != Pricing.RECURRING and tier.interval:
        return {"interval": _("Only subscriptions have an interval.")}
    return {}


def _amounts(tier: TierAsked) -> dict[str, str]:
    if tier.pricing == Pricing.FREE:
        return {"prices": _("What is free has no price.")} if tier.prices else {}
    problems = {f"prices.{code}": price_problem(amount, code) for code, amount in tier.prices.items()}
    if not tier.prices:
        problems["prices"] = _("Name a price in at least one currency.")
    for code, amount in tier.suggested.items():
        problems[f"suggested.{code}"] = _suggestion_problem(tier, code, amount)
    return {name: words for name, words in problems.items() if words}


def _suggestion_problem(tier: TierAsked, code: str, amount: Any) -> str | None:
    if tier.pricing != Pricing.PAY_WHAT_YOU_WANT:
        return _("Only where people pay what they want an amount is suggested.")
    least = tier.prices.get(code)
    if least is None:
        return _("Name the least amount in this currency too.")
    problem = price_problem(amount, code)
    if problem is None and isinstance(least, int) and amount < least:
        return _("This is below the least amount.")
    return problem


def _counts(tier: TierAsked) -> dict[str, str]:
    problems = {}
    if tier.stock is not None and not 0 <= tier.stock <= MOST_STOCK:
        problems["stock"] = _("From 0 on, or nothing where there is no end of it.")
    if not 1 <= tier.most <= MOST_AT_ONCE:
        problems["most"] = _("From 1 to 99.")
    return problems
