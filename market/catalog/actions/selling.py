"""What a seller does to a listing at once: pause it, sell it again, delete it."""

from datetime import datetime

from django.db import transaction

from market.catalog.actions.submitting import listing_to, throw_away
from market.catalog.locking import own_product, undecided
from market.catalog.models import ChangeState, ListingState, Product
from market.catalog.refusals import ListingNotLive
from market.catalog.told import changed
from project.accounts.profiles.activity import note_activity


def pause_product(*, product: str, seller_id: int, revision: int | None = None, now: datetime) -> Product:
    """Sell no more of it for now. Raises `NotFound`, `ListingMoved`, `ListingNotLive`; twice is as once."""
    return _switch(product, seller_id, revision, paused=True, now=now)


def resume_product(*, product: str, seller_id: int, revision: int | None = None, now: datetime) -> Product:
    """Sell it again. Raises as `pause_product`."""
    return _switch(product, seller_id, revision, paused=False, now=now)


def delete_product(*, product: str, seller_id: int, revision: int | None = None, now: datetime) -> None:
    """Hide it for good; who bought it keeps it. Raises `NotFound`, `ListingMoved`."""
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        note_activity(user_id=seller_id, kind="product_deleted", facts={"title": row.title}, now=now)
        was_waiting = put_away(row, now=now)
        changed(row, now=now, desk=was_waiting)


def put_away(product: Product, *, now: datetime) -> bool:
    """Hide a locked product, with whatever waits for review of it; the caller saves and tells.

    Whether staff has one submission less to read.
    """
    change = undecided(product)
    was_waiting = change is not None and change.state == ChangeState.SUBMITTED
    if change is not None:
        throw_away(change)
    if product.state == ListingState.SUBMITTED:
        listing_to(product, ListingState.DRAFT)
    product.deleted_at = now
    return was_waiting


def _switch(product: str, seller_id: int, revision: int | None, *, paused: bool, now: datetime) -> Product:
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        if row.state != ListingState.APPROVED:
            raise ListingNotLive
        if row.is_paused == paused:
            return row
        row.is_paused = paused
        kind = "product_paused" if paused else "product_resumed"
        note_activity(user_id=seller_id, kind=kind, facts={"title": row.title}, now=now)
        return changed(row, now=now)
