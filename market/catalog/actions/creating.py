"""A new listing: a draft that only its seller and staff see."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from market.catalog.actions.fields import give_slug
from market.catalog.checking import read_text
from market.catalog.locking import ask_seller
from market.catalog.models import Product, ProductKind
from market.catalog.refusals import ProductNotValid, TooMany
from market.catalog.told import changed

MOST_UNFINISHED = 500


def create_product(*, seller_id: int, kind: str, title: str, now: datetime) -> Product:
    """Begin a draft. Raises `NotASeller`, `ProductNotValid`, `TooMany` drafts."""
    if kind not in ProductKind.values:
        raise ProductNotValid({"kind": _("There is no such kind of product.")})
    read = read_text("title", title)
    with transaction.atomic():
        seller = ask_seller(seller_id)
        if Product.objects.of_seller(seller_id).filter(approved_at=None).count() >= MOST_UNFINISHED:
            raise TooMany(most=MOST_UNFINISHED)
        product = Product(seller=seller, kind=kind, title=read, created_at=now, changed_at=now, revision=0)
        give_slug(product)
        return changed(product, now=now)
