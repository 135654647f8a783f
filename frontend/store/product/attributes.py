"""What a product of its kind says of itself, in words: a table on its page, rows of a comparison."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from market.catalog.facts import ProductFacts
from market.catalog.kinds import Attribute as Asked
from market.catalog.kinds import Type, kind_of

MICROS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One of them. A list has `items`; a link's words are its address."""

    name: str
    label: str
    words: str = ""
    items: tuple[str, ...] = ()
    is_link: bool = False

    @property
    def short(self) -> str:
        """On one line."""
        return ", ".join(self.items) or self.words


def attributes_of(product: ProductFacts) -> list[Attribute]:
    """Those that were said, in the order of their kind; what the kind does not know is left out."""
    asked = kind_of(product.kind).attributes
    said = ((each, product.attributes.get(each.name)) for each in asked)
    return [_told(each, value) for each, value in said if value not in (None, "", [])]


def _told(asked: Asked, value: Any) -> Attribute:
    name, label = asked.name, str(asked.label)
    if asked.type is Type.CHOICES and isinstance(value, list):
        return Attribute(name=name, label=label, items=tuple(str(asked.label_of(each)) for each in value))
    if asked.type is Type.ADDRESS:
        return Attribute(name=name, label=label, words=str(value), is_link=True)
    return Attribute(name=name, label=label, words=_words(asked, value))


def _words(asked: Asked, value: Any) -> str:
    if asked.type is Type.YES_NO:
        return _("Yes") if value else _("No")
    if asked.type is Type.CHOICE:
        return str(asked.label_of(str(value)))
    if asked.type is Type.AMOUNT and isinstance(value, int):
        return _dollars(value)
    if isinstance(value, int):
        return f"{number_format(value, force_grouping=True)} {asked.unit}".strip()
    return str(value)


def _dollars(micros: int) -> str:
    """Millionths of a US dollar, with cents at least and no zeros after them."""
    whole, _point, rest = f"{Decimal(micros) / MICROS:.6f}".partition(".")
    return f"${whole}.{rest.rstrip('0'):0<2}"
