"""Steps of the tests of finding: products that are indexed, and what a list of them says."""

from typing import Any

from market.catalog.models import Product
from market.finding.indexing import mark_missed, refresh_stale
from market.finding.search.listing import list_page
from market.finding.search.wanted import Wanted
from project.base import clock


def index() -> None:
    """What the worker does once a minute."""
    mark_missed(now=clock.now())
    refresh_stale(now=clock.now())


def found(search: str = "", *, limit: int = 50, **wanted: Any) -> list[str]:
    """The titles of what is found, in order."""
    listed = list_page(Wanted(search=search, **wanted), page=1, limit=limit)
    return [product.title for product in listed.products]


def slugs(*products: Product) -> list[str]:
    """Their addresses."""
    return [product.slug for product in products]
