"""Attributes of a kind that people filter by, as `name:value`."""

from typing import Any

from django.utils.functional import Promise

from market.catalog.kinds import KINDS, Attribute, Type, kind_of
from market.catalog.models import Product

CHOSEN = {Type.CHOICE, Type.CHOICES, Type.YES_NO}
YES = "yes"


def traits_of(product: Product) -> list[str]:
    """The traits of one product, sorted; what its kind does not know is none."""
    asked = [one for one in kind_of(product.kind).attributes if one.is_filterable and one.type in CHOSEN]
    return sorted({f"{one.name}:{value}" for one in asked for value in _values(product.attributes.get(one.name))})


def trait_words(trait: str) -> tuple[str | Promise, str | Promise]:
    """A trait in words: what it is asked of, and what is said."""
    name, _colon, value = trait.partition(":")
    attribute = _attribute(name)
    if attribute is None:
        return name, value
    return attribute.label, attribute.label if value == YES else attribute.label_of(value)


def _attribute(name: str) -> Attribute | None:
    return next((one for kind in KINDS.values() for one in kind.attributes if one.name == name), None)


def _values(value: Any) -> list[str]:
    if value is True:
        return [YES]
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
