"""A listing as values: what is live, what is asked to be changed in it, and both together as its seller sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from market.catalog.checking import TierAsked
from market.catalog.models import Change, Picture, Product, Tier

Json = dict[str, Any]
TEXTS = ("title", "tagline", "description")
# What staff reads before buyers do. Prices, stock, how many at once, switching a tier off and pausing are not in here:
# they are the seller's own affair and hold at once.
REVIEWED = (*TEXTS, "category", "tags", "attributes", "pictures", "tiers", "version")
PLAIN = (*TEXTS, "category", "tags", "attributes")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """A listing with everything that waits in it: what a seller's form shows. `pending` names the fields that wait."""

    title: str
    tagline: str
    description: str
    category: str
    tags: list[str]
    attributes: Json
    pictures: list[Picture]
    tiers: list[TierAsked]
    version: str | None
    pending: frozenset[str]


def plain_values(product: Product) -> Json:
    """The fields of a product as JSON, as they are now."""
    return {
        **{name: getattr(product, name) for name in TEXTS},
        "category": product.category.path if product.category else "",
        "tags": [tag.name for tag in product.tags.order_by("slug")],
        "attributes": product.attributes,
    }


def live_values(product: Product) -> Json:
    """Everything that is reviewed, as it is live now."""
    current = product.versions.filter(is_current=True).values_list("public_id", flat=True).first()
    return {
        **plain_values(product),
        "pictures": picture_values(product.pictures.filter(is_live=True)),
        "tiers": {"added": [], "renamed": {}},
        "version": current,
    }


def first_values(product: Product, version: str) -> Json:
    """Everything that a listing's first submission asks for."""
    added = [tier_value(asked) for asked in tiers_of(product)]
    return {**live_values(product), "tiers": {"added": added, "renamed": {}}, "version": version}


def working_copy(product: Product, change: Change | None) -> WorkingCopy:
    """What the seller sees, where `change` is what they have open of a live product (None: there is none)."""
    after = change.after if change is not None and not change.is_first else {}
    values = {**live_values(product), **after}
    return WorkingCopy(
        **{name: values[name] for name in PLAIN},
        pictures=pictures_of(product, values["pictures"]),
        tiers=_tiers(product, values["tiers"]),
        version=after.get("version"),
        pending=frozenset(after),
    )


def picture_values(pictures: Iterable[Picture]) -> list[Json]:
    """Pictures as they are named in a change."""
    return [{"id": picture.public_id, "alt": picture.alt} for picture in pictures]


def pictures_of(product: Product, values: list[Json]) -> list[Picture]:
    """The rows behind pictures of a change, in its order, with its words."""
    rows = {row.public_id: row for row in product.pictures.all()}
    found = []
    for place, value in enumerate(value for value in values if value["id"] in rows):
        row = rows[value["id"]]
        row.alt, row.place = value["alt"], place
        found.append(row)
    return found


def tiers_of(product: Product) -> list[TierAsked]:
    """The tiers that a product has, as its seller could ask for them."""
    rows = Tier.objects.filter(product=product).order_by("place", "pk").prefetch_related("prices")
    return [asked_of(row) for row in rows]


def asked_of(tier: Tier) -> TierAsked:
    """A tier as its seller could ask for it."""
    prices = list(tier.prices.all())
    return TierAsked(
        id=tier.public_id,
        name=tier.name,
        about=tier.about,
        pricing=tier.pricing,
        interval=tier.interval,
        prices={price.currency: price.amount_minor for price in prices},
        suggested={price.currency: price.suggested_minor for price in prices if price.suggested_minor is not None},
        stock=tier.stock,
        most=tier.most,
        is_active=tier.is_active,
    )


def tier_value(tier: TierAsked) -> Json:
    """A tier as JSON."""
    return {
        "name": tier.name,
        "about": tier.about,
        "pricing": str(tier.pricing),
        "interval": str(tier.interval),
        "prices": dict(tier.prices),
        "suggested": dict(tier.suggested),
        "stock": tier.stock,
        "most": tier.most,
    }


def _tiers(product: Product, pending: Json) -> list[TierAsked]:
    renamed = pending["renamed"]
    known = [
        TierAsked(**{**tier_value(one), **renamed.get(one.id, {}), "id": one.id, "is_active": one.is_active})
        for one in tiers_of(product)
    ]
    return [*known, *(TierAsked(**value) for value in pending["added"])]
