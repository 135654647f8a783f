"""What somebody has marked of a product: shown to them, asked of nobody else."""

from typing import Any

from django.urls import reverse

from frontend.store.seller.follow import follow_facts
from market.catalog.models import Product
from market.finding.models import CollectionItem
from market.finding.queries import collections_of, favourite_ids
from market.orders.models import Grant
from project.accounts.visitors import Visitor


def marks_of(visitor: Visitor, product: Product) -> dict[str, Any]:
    """Whether it is their favourite, they follow its seller, have it in collections, own it."""
    return {
        **follow_facts(visitor, product.seller),
        "is_favourite": visitor.person_id is not None and bool(favourite_ids(visitor.person_id, [product.public_id])),
        "collections": _collections(visitor.user_id, product) if visitor.user_id else [],
        "owned": _owned(visitor.user_id, product) if visitor.user_id else "",
    }


def _collections(person_id: int, product: Product) -> list[dict[str, Any]]:
    items = CollectionItem.objects.filter(collection__person=person_id, product=product)
    inside = set(items.values_list("collection__public_id", flat=True))
    return [{"id": each.id, "title": each.title, "has_it": each.id in inside} for each in collections_of(person_id)]


def _owned(person_id: int, product: Product) -> str:
    """The address of it in their library, if it is there."""
    grant = Grant.objects.filter(person=person_id, product=product, revoked_at=None).order_by("-pk").first()
    return reverse("library_item", args=[grant.public_id]) if grant else ""
