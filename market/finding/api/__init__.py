"""`/api/products`, `/api/favourites`, `/api/collections`, `/api/follows`: finding what is for sale, and marking it."""

from market.finding.api.collections import router as collections
from market.finding.api.marks import favourites, follows
from market.finding.api.products import router as products

__all__ = ["collections", "favourites", "follows", "products"]
