"""What the catalogue tells of a product becomes a row for the worker that tells carts."""

from collections.abc import Iterable
from datetime import datetime

from market.cart.models import CartLine, CartTelling
from market.cart.tasks import tell_later
from market.catalog import news


def register() -> None:
    """Listen to the catalogue."""
    news.register(product_changed)


def product_changed(product_pk: int, now: datetime) -> None:
    """What the catalogue tells."""
    tell_carts_later([product_pk], now=now)


def tell_carts_later(product_pks: Iterable[int], *, now: datetime) -> None:
    """Have every cart that holds one of these products (rows) told, after this transaction has committed.

    Whoever changes stock calls it too, where the last one goes or one comes back. It locks nothing.
    """
    held = CartLine.objects.filter(tier__product__in=set(product_pks)).values_list("tier__product", flat=True)
    products = sorted(set(held))
    CartTelling.objects.bulk_create([CartTelling(product_id=pk, asked_at=now) for pk in products])
    if products:
        tell_later()
