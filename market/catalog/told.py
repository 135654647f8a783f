"""The end of every action: the product's revision is raised, and all who follow it are told in one publication."""

from datetime import datetime

from market.catalog import news
from market.catalog.events import listings_changed, reviews_changed
from market.catalog.models import Product
from realtime.publish import publish


def changed(product: Product, *, now: datetime, desk: bool = False, public: bool = True) -> Product:
    """Keep a locked product as changed now, and tell of it; the last statement of its transaction.

    `desk`: more or fewer submissions wait. `public`: buyers may see the difference, so that rooms above are told.
    """
    product.revision += 1
    product.changed_at = now
    product.save()
    if public and product.approved_at is not None:
        news.tell(product.pk, now=now)
    events = listings_changed([product])
    publish(*events, *([reviews_changed()] if desk else []), at=now)
    return product
