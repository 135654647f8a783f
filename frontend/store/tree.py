"""The categories at the root, as the start page shows them."""

from dataclasses import dataclass

from django.db.models import Count

from market.catalog.models import Category, Product
from market.catalog.queries import category_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A category and how much is for sale in it and below it."""

    name: str
    about: str
    url: str
    count: int


def roots() -> list[Branch]:
    """Those in which something is for sale, in their own order; two queries."""
    counted: dict[str, int] = {}
    for path, count in Product.objects.for_sale().values_list("category__path").annotate(count=Count("pk")):
        root = path.split("/")[0]
        counted[root] = counted.get(root, 0) + count
    rows = Category.objects.filter(parent=None, path__in=counted).order_by("place", "name")
    return [
        Branch(name=row.name, about=row.about, url=category_facts(row).url, count=counted[row.path]) for row in rows
    ]
