"""What Ada marked: a collection that is hers alone, with a product in it."""

from typing import Any

from market.catalog.models import Product
from market.finding.actions import create_collection, put_into_collection
from market.finding.indexing import mark_missed, refresh_stale
from project.accounts.models import User
from project.base import clock


def make_finds(ada: User) -> dict[str, Any]:
    """The collection and the product; everything for sale is indexed."""
    now = clock.now()
    mark_missed(now=now)
    refresh_stale(now=now)
    product = Product.objects.for_sale().exclude(seller=ada).order_by("pk")[0]
    collection = create_collection(person_id=ada.pk, title="Nobody else reads this", now=now)
    put_into_collection(person_id=ada.pk, collection=collection.public_id, product=product.slug, now=now)
    return {"collection": collection.public_id, "found": product.slug}
