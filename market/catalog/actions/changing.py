"""Changing a listing: a draft in place, a live one as a difference that is kept beside it until staff approves it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from market.catalog.actions.fields import give_slug, put_fields, read_change
from market.catalog.copies import live_values
from market.catalog.locking import editable, own_product
from market.catalog.models import Change, ChangeState, Product
from market.catalog.told import changed


def change_product(
    *, product: str, seller_id: int, change: Mapping[str, Any], revision: int | None = None, now: datetime
) -> Product:
    """Change title, tagline, description, category (its path), tags (a list) or attributes (all of them).

    Raises `NotFound`, `ListingMoved`, `ListingInReview`, `ProductNotValid`.
    """
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        pending = editable(row)
        values = read_change(row.kind, change)
        if pending is not None:
            amend(pending, values)
        else:
            put_fields(row, values)
            if "title" in values:
                give_slug(row)
        return changed(row, now=now, public=False)


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
