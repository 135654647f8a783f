"""The columns of a table of products: one row a tier, and the product's own fields in the first row of each."""

from django.conf import settings

from market.catalog.kinds import KINDS

KEYS = ("id", "slug")
FIELDS = ("kind", "title", "tagline", "description", "category", "tags")
TIER = ("tier_id", "tier", "tier_about", "pricing", "interval", "stock", "most", "active")
# Told in an export, and of no effect in an import: states come of reviews.
TOLD = ("state", "paused", "url")
ATTRIBUTE, PRICE, SUGGESTED = "attr_", "price_", "suggested_"
TAGS_APART = ";"


def attribute_columns() -> list[str]:
    """A column for every attribute of any kind."""
    names = dict.fromkeys(attribute.name for kind in KINDS.values() for attribute in kind.attributes)
    return [f"{ATTRIBUTE}{name}" for name in names]


def price_columns() -> list[str]:
    """Two columns for every currency that is sold in."""
    return [f"{which}{code.lower()}" for code in settings.CURRENCIES for which in (PRICE, SUGGESTED)]


def all_columns() -> list[str]:
    """Every column, in the order of an export."""
    return [*KEYS, *FIELDS, *attribute_columns(), *TIER, *price_columns(), *TOLD]


def column_of(field: str) -> str:
    """The column that a refused field stands in; `tiers.0.` is taken off by the caller."""
    name, _dot, rest = field.partition(".")
    if name == "attributes" and rest:
        return f"{ATTRIBUTE}{rest}"
    if name == "prices" and rest:
        return f"{PRICE}{rest.lower()}"
    if name == "suggested" and rest:
        return f"{SUGGESTED}{rest.lower()}"
    return {"name": "tier", "about": "tier_about", "tiers": "tier", "prices": "tier"}.get(name, name)
