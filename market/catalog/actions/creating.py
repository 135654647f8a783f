"""A new listing: a draft that only its seller and staff see."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from market.catalog.actions.fields import give_slug, put_slug, read_change
from market.catalog.locking import ask_seller
from market.catalog.models import Product, ProductKind
from market.catalog.refusals import ProductNotValid, TooMany
from market.catalog.told import changed

MOST_UNFINISHED = 500


def create_product(*, seller_id: int, kind: str, title: str, slug: str = "", now: datetime) -> Product:
    """Begin a draft; its address is made of the title where none is named.

    Raises `NotASeller`, `ProductNotValid`, `TooMany` drafts.
    """
    with transaction.atomic():
        return changed(begin_product(seller_id=seller_id, kind=kind, title=title, slug=slug, now=now), now=now)


def begin_product(*, seller_id: int, kind: str, title: str, slug: str, now: datetime) -> Product:
    """The row of a new draft; the caller tells. Raises as `create_product`."""
    if kind not in ProductKind.values:
        raise ProductNotValid({"kind": _("There is no such kind of product.")})
    values = read_change(kind, {"title": title, **({"slug": slug} if slug else {})})
    seller = ask_seller(seller_id)
    if Product.objects.of_seller(seller_id).filter(approved_at=None).count() >= MOST_UNFINISHED:
        raise TooMany(most=MOST_UNFINISHED)
    product = Product(seller=seller, kind=kind, title=values["title"], created_at=now, changed_at=now, revision=0)
    if slug:
        put_slug(product, values)
    else:
        give_slug(product)
    return product
