"""Attributes of a kind that people filter by, as `name:value`."""

from typing import Any

from market.catalog.models import Product

LONGEST, MOST = 60, 20
# Until a kind says otherwise: what has few values and is asked for.
FILTERED = ("license", "language", "runtime", "framework", "format", "platform", "model", "modality", "size")


def traits_of(product: Product) -> list[str]:
    """The traits of one product, sorted."""
    named = ((name, value) for name in FILTERED for value in _values(product.attributes.get(name)))
    return sorted({f"{name}:{value}" for name, value in named if len(value) <= LONGEST})[:MOST]


def _values(value: Any) -> list[str]:
    """A text, a yes, or several texts; figures are no values to choose from."""
    if isinstance(value, bool):
        return ["yes"] if value else []
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    return [one.strip() for one in value if isinstance(one, str) and one.strip()] if isinstance(value, list) else []
