"""The way from the shop's start to where one is."""

from django.urls import reverse
from django.utils.translation import gettext as _

from market.catalog.facts import CategoryFacts, ProductFacts
from market.catalog.models import Category
from market.catalog.queries import category_facts

type Trail = list[tuple[str, str]]


def trail_to(category: CategoryFacts | None, product: ProductFacts | None = None) -> Trail:
    """Names and paths: the shop, each category from the root down, and the product at the end."""
    trail = [(_("Shop"), reverse("products"))]
    if category is not None:
        trail += [(row.name, category_facts(row).url) for row in _branches(category.path)]
    return [*trail, (product.title, product.url)] if product is not None else trail


def _branches(path: str) -> list[Category]:
    parts = path.split("/")
    paths = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return list(Category.objects.filter(path__in=paths).order_by("path"))
