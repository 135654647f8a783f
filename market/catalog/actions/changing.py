"""Changing a listing: a draft in place, a live one as a difference that is kept beside it until staff approves it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from market.catalog.actions.fields import put_fields, put_slug, read_change
from market.catalog.copies import live_values
from market.catalog.locking import editable, own_product
from market.catalog.models import Change, ChangeState, Product
from market.catalog.refusals import ProductNotValid
from market.catalog.told import changed


def change_product(
    *, product: str, seller_id: int, change: Mapping[str, Any], revision: int | None = None, now: datetime
) -> Product:
    """Change title, tagline, description, category (its path), tags (a list), attributes (all of them), a draft's slug.

    Raises `NotFound`, `ListingMoved`, `ListingInReview`, `ProductNotValid`.
    """
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        put_change(row, change)
        return changed(row, now=now, public=False)


def put_change(product: Product, change: Mapping[str, Any]) -> None:
    """Put fields into a locked product, or into the open difference of a live one; the caller saves and tells.

    Raises `ListingInReview`, `ProductNotValid`.
    """
    pending = editable(product)
    values = read_change(product.kind, change)
    if pending is None:
        put_fields(product, values)
        put_slug(product, values)
    elif "slug" in values:
        raise ProductNotValid({"slug": _("The address of what is live stays.")})
    else:
        amend(pending, values)


def amend(change: Change, values: Mapping[str, Any]) -> None:
    """Put values into the open change of a live product; what is as it is live is no difference."""
    live = live_values(change.product)
    for name, value in values.items():
        if value == live[name]:
            change.after.pop(name, None)
        else:
            change.after[name] = value
    if change.after or change.state != ChangeState.OPEN:
        change.save()
    elif change.pk is not None:
        change.delete()
