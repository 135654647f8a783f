"""What somebody has marked of a product: shown to them, asked of nobody else."""

from typing import Any

from market.catalog.models import Product
from project.accounts.visitors import Visitor


def marks_of(visitor: Visitor, product: Product) -> dict[str, Any]:
    """Whether it is their favourite, they follow its seller, have it in collections, own it."""
    return {}
