"""Products side by side: the same question in one row, and whether they answer it differently. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from frontend.store.prices import Least, least_of
from frontend.store.product.attributes import Attribute, attributes_of
from market.catalog.facts import ProductFacts
from market.catalog.models import ProductKind

MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question and what each product says to it; `price` cells are written by the page."""

    label: str
    cells: tuple[str, ...] = ()
    prices: tuple[Least, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether those that say something do not say the same."""
        return len({each for each in self.cells or self.prices if each}) > 1


def aligned(products: Sequence[ProductFacts], *, currency: str) -> list[Line]:
    """What all have first, then every attribute that one of them has, in the order in which they come."""
    lines = [
        Line(label=_("Price"), prices=tuple(least_of(product.tiers, currency) for product in products)),
        _line(_("Kind"), products, lambda product: str(ProductKind(product.kind).label)),
        _line(_("Category"), products, lambda product: product.category.name if product.category else ""),
        _line(_("Ways to have it"), products, lambda product: ", ".join(tier.name for tier in product.tiers)),
        _line(_("Seller"), products, lambda product: product.seller.name),
    ]
    told = [{each.name: each for each in attributes_of(product)} for product in products]
    labels = {name: each.label for attributes in told for name, each in attributes.items()}
    return [
        *lines,
        *(Line(label=label, cells=tuple(_said(one, name) for one in told)) for name, label in labels.items()),
    ]


def _line(label: str, products: Sequence[ProductFacts], say: Callable[[ProductFacts], str]) -> Line:
    return Line(label=label, cells=tuple(say(product) for product in products))


def _said(attributes: dict[str, Attribute], name: str) -> str:
    return attributes[name].short if name in attributes else ""
