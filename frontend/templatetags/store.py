"""What pages show of products: their least price, how few are left, the reader's currency."""

from typing import Any

from django import template

from frontend.store import currency as chosen
from frontend.store.prices import Least, few_left, least_of
from market.catalog.models import ProductKind

register = template.Library()


@register.simple_tag(takes_context=True)
def currency(context: template.Context) -> str:
    """The currency that this reader sees prices in."""
    return chosen.currency_of(context.get("request"))


@register.simple_tag(takes_context=True)
def least_price(context: template.Context, product: Any) -> Least:
    """The least that a product is had for, for this reader."""
    return least_of(product.tiers, chosen.currency_of(context.get("request")))


@register.filter
def left(product: Any) -> int | None:
    """How many are left where that is few; 0 is sold out."""
    return few_left(product.tiers)


@register.filter
def kind_word(kind: str) -> str:
    """The kind's name for people."""
    return str(ProductKind(kind).label)
