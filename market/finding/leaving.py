"""What is kept of a person who looked around: their copy of it, and that nothing of it stays."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from market.catalog.models import Product
from market.finding.indexing.marking import mark_stale
from market.finding.models import Collection, CollectionItem, Favourite, Follow, Viewed
from project.accounts.profiles.deletion.registry import register_erasure
from project.accounts.profiles.exports.registry import register_export

type Json = dict[str, Any]


def register() -> None:
    """Tell the registries; called when Django is ready."""
    tables = [f"finding.{name}" for name in ("Collection", "Favourite", "Follow", "Viewed")]
    register_export("finding", rows=_rows, covers=tables)
    register_erasure(
        "finding", erase=erase, gone=_("Favourites, collections, sellers you follow, and what you looked at.")
    )


def erase(person_id: int, now: datetime) -> None:
    """Nobody else needs any of it; what they sold is found no more."""
    for rows in (Collection, Favourite, Viewed):
        rows.objects.filter(person_id=person_id).delete()
    Follow.objects.filter(person_id=person_id).delete()
    Follow.objects.filter(seller_id=person_id).delete()
    offered = list(Product.objects.filter(seller_id=person_id).values_list("pk", flat=True))
    if offered:
        mark_stale(offered, now=now)


def _rows(person_id: int) -> Iterator[Json]:
    for favourite in Favourite.objects.filter(person_id=person_id).select_related("product").order_by("pk"):
        yield {"is": "favourite", "product": favourite.product.public_id, "at": favourite.at}
    for viewed in Viewed.objects.filter(person_id=person_id).select_related("product").order_by("pk"):
        yield {"is": "looked at", "product": viewed.product.public_id, "at": viewed.at}
    for follow in Follow.objects.filter(person_id=person_id).select_related("seller").order_by("pk"):
        yield {"is": "seller you follow", "seller": follow.seller.public_id, "at": follow.at}
    yield from _collections(person_id)


def _collections(person_id: int) -> Iterator[Json]:
    for row in Collection.objects.filter(person_id=person_id).order_by("pk"):
        told = {"id": row.public_id, "title": row.title, "about": row.about, "is_public": row.is_public}
        yield {"is": "collection", **told, "at": row.created_at}
    items = CollectionItem.objects.filter(collection__person_id=person_id).select_related("product", "collection")
    for item in items.order_by("pk"):
        told = {"collection": item.collection.public_id, "product": item.product.public_id}
        yield {"is": "item of a collection", **told, "note": item.note, "at": item.at}
