"""`/api/products/{id or slug}`, `/api/categories`, `/api/catalog/kinds`: what everybody may read."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema

from market.catalog.api.answers import PROBLEMS, ProductOut
from market.catalog.api.schemas import ProductName
from market.catalog.facts import ProductFacts
from market.catalog.models import Category
from market.catalog.queries import find_for_sale, product_facts
from project.accounts.access import Who, access

products = Router(tags=["catalogue"])
categories = Router(tags=["catalogue"])


class BranchOut(Schema):
    """A category; `parent` is the path of the one above it."""

    path: str
    name: str
    about: str
    parent: str | None
    url: str


class BranchesOut(Schema):
    """All categories, each after the one above it."""

    categories: list[BranchOut]


@products.get("/{name}", response={200: ProductOut, **PROBLEMS})
@access(Who.PUBLIC)
def read_product(request: HttpRequest, name: Annotated[ProductName, Path()]) -> ProductFacts:
    """A product that is for sale, by its id or slug."""
    return product_facts([find_for_sale(name)])[0]


@categories.get("", response={200: BranchesOut})
@access(Who.PUBLIC)
def list_categories(request: HttpRequest) -> dict[str, Any]:
    """The tree of categories."""
    return {"categories": [_branch(one) for one in Category.objects.order_by("path")]}


def _branch(category: Category) -> dict[str, Any]:
    return {
        "path": category.path,
        "name": category.name,
        "about": category.about,
        "parent": category.path.rpartition("/")[0] or None,
        "url": f"/categories/{category.path}/",
    }
