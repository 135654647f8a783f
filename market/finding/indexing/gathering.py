"""What a document is made of: the public words and prices of a product, and nothing that is paid for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from market.catalog.models import Category, Pricing, Product, Tier
from market.finding.indexing.traits import traits_of
from market.finding.meaning import meanings_of

type Json = dict[str, Any]
# What a meaning is taken from: the beginning of a description says what it is about.
OPENING = 400


def gather(product_ids: Iterable[int]) -> list[Json]:
    """The documents of those of these products that are for sale now, in the order of their rows."""
    products = list(
        Product.objects.for_sale()
        .filter(pk__in=list(product_ids))
        .select_related("seller", "category")
        .prefetch_related(
            "tags",
            Prefetch("tiers", Tier.objects.filter(is_active=True).prefetch_related("prices")),
        )
        .order_by("pk")
    )
    branches = _names_of_branches(products)
    rows = [_row(product, branches) for product in products]
    for row, meaning in zip(rows, meanings_of([row.pop("means") for row in rows]), strict=True):
        row["meaning"] = None if meaning is None else str(meaning)
    return rows


def _row(product: Product, branches: dict[str, str]) -> Json:
    path = product.category.path if product.category else ""
    tags = list(product.tags.all())
    beside = " ".join(
        [product.tagline, _branch_words(path, branches), product.get_kind_display(), *(tag.name for tag in tags)]
    )
    return {
        "product_id": product.pk,
        "kind": product.kind,
        "seller": product.seller.public_id,
        "category": path,
        "tags": sorted(tag.slug for tag in tags),
        "traits": traits_of(product),
        "approved_at": product.approved_at.isoformat() if product.approved_at else None,
        "title": product.title,
        "beside": beside,
        "seller_name": str(product.seller),
        "description": product.description,
        "means": f"{product.title}. {product.title}. {beside}. {product.description[:OPENING]}",
        **_priced(list(product.tiers.all())),
    }


def _priced(tiers: Sequence[Tier]) -> Json:
    """How it is paid for, and the least in each currency; free costs nothing in any that the house knows."""
    lowest: dict[str, int] = {}
    for tier in tiers:
        for price in tier.prices.all():
            lowest[price.currency] = min(price.amount_minor, lowest.get(price.currency, price.amount_minor))
    is_free = any(tier.pricing == Pricing.FREE for tier in tiers)
    if is_free:
        lowest = dict.fromkeys(settings.CURRENCIES, 0)
    pricing = sorted({tier.pricing for tier in tiers})
    return {"pricing": pricing, "currencies": sorted(lowest), "is_free": is_free, "lowest": lowest}


def _names_of_branches(products: Sequence[Product]) -> dict[str, str]:
    """The names of all categories from the root down to these products', by path."""
    paths = {product.category.path for product in products if product.category}
    above = {prefix for path in paths for prefix in _prefixes(path)}
    return dict(Category.objects.filter(path__in=above).values_list("path", "name"))


def _branch_words(path: str, branches: dict[str, str]) -> str:
    return " ".join(branches.get(prefix, "") for prefix in _prefixes(path))


def _prefixes(path: str) -> list[str]:
    parts = path.split("/") if path else []
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]
