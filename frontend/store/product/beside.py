"""Rows of other products below one."""

from typing import Any

from market.catalog.models import Product


def rows_beside(product: Product, *, person_id: int | None) -> list[dict[str, Any]]:
    """What is bought together with it, and what is like it."""
    return []
