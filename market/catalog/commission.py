"""What the house takes of a sale: a seller's own rate, else the nearest category's up the tree, else the default."""

from django.conf import settings
from django.db.models import Q

from market.catalog.models import CommissionRate, Product


def commission_bps_for(product: Product) -> int:
    """The rate for a sale of this product now, in basis points."""
    branches = branches_of(product.category.path) if product.category is not None else []
    rates = CommissionRate.objects.filter(
        Q(seller_id=product.seller_id) | Q(category__path__in=branches) | Q(seller=None, category=None)
    ).values_list("seller_id", "category__path", "bps")
    found = {seller or path: bps for seller, path, bps in rates}
    asked = [product.seller_id, *branches, None]
    return next((found[one] for one in asked if one in found), settings.COMMISSION_BPS)


def branches_of(path: str) -> list[str]:
    """A category's path and those above it, the nearest first."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
