"""The catalogue's API: what everybody may read of products, and what sellers do to their own."""

from ninja import Router

from market.catalog.api.deliveries import router as deliveries
from market.catalog.api.own import router as own
from market.catalog.api.public import categories, products
from market.catalog.api.tables import router as tables

router = Router(tags=["catalogue"])
router.add_router("", own)
router.add_router("", deliveries)
router.add_router("", tables)

__all__ = ["categories", "products", "router"]
