"""One type system for all that is sold: what a product of each kind says of itself, and what its buyers get."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from market.catalog.kinds.tables import KINDS, Delivers, KindOfProduct
from market.catalog.kinds.types import Attribute, Choice, Type, Value

__all__ = ["KINDS", "Attribute", "Choice", "Delivers", "KindOfProduct", "Type", "Value", "kind_of", "read_attributes"]


def kind_of(kind: str) -> KindOfProduct:
    """What there is to know about products of a kind; every kind of `ProductKind` is known."""
    return KINDS[kind]


def read_attributes(
    kind: str, given: Mapping[str, Any], *, complete: bool = True
) -> tuple[dict[str, Value], dict[str, str]]:
    """The attributes to keep, and for each `attributes.<name>` that cannot be kept the reason in words.

    What is required may be missing from what is not `complete` yet, a draft.
    """
    known = {attribute.name: attribute for attribute in kind_of(kind).attributes}
    problems = {
        f"attributes.{name}": _("Products of this kind have nothing of this name.") for name in given.keys() - known
    }
    kept: dict[str, Value] = {}
    for name, attribute in known.items():
        try:
            value = attribute.read(given.get(name))
        except ValueError as error:
            problems[f"attributes.{name}"] = str(error)
            continue
        if value is not None:
            kept[name] = value
        elif complete and attribute.is_required:
            problems[f"attributes.{name}"] = _("This is needed.")
    return kept, problems
