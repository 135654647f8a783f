"""Asking staff to look: a whole listing the first time, a difference afterwards; and taking that back."""

from datetime import datetime

from django.db import transaction

from market.catalog.actions.pictures import drop_waiting_pictures
from market.catalog.completeness import draft_version, problems_of
from market.catalog.copies import first_values, live_values
from market.catalog.locking import own_product, undecided
from market.catalog.models import Change, ChangeState, ListingState, Product
from market.catalog.refusals import ChangeNotWaiting, ListingInReview, NothingToReview, ProductNotValid
from market.catalog.states import CHANGE, LISTING
from market.catalog.told import changed
from project.accounts.profiles.activity import note_activity
from project.base.visible import visible

LONGEST_NOTE = 1000


def submit_product(
    *, product: str, seller_id: int, note: str = "", revision: int | None = None, now: datetime
) -> Change:
    """Have staff read a listing, or the open difference of a live one; `note` is for them.

    Raises `NotFound`, `ListingMoved`, `ListingInReview`, `NothingToReview`, `ProductNotValid` for what is missing.
    """
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        change = undecided(row)
        if change is not None and change.state == ChangeState.SUBMITTED:
            raise ListingInReview
        is_live = row.state == ListingState.APPROVED
        change = _difference(row, change) if is_live else _whole(row, change, now)
        change.note = visible(note).strip()[:LONGEST_NOTE]
        change.submitted_at, change.reason = now, ""
        come_to(change, ChangeState.SUBMITTED)
        note_activity(user_id=seller_id, kind="product_submitted", facts={"title": row.title}, now=now)
        changed(row, now=now, desk=True, public=False)
        return change


def withdraw_change(*, product: str, seller_id: int, revision: int | None = None, now: datetime) -> Product:
    """Take back what is in review, to go on writing. Raises `NotFound`, `ListingMoved`, `ChangeNotWaiting`."""
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        change = undecided(row)
        if change is None or change.state != ChangeState.SUBMITTED:
            raise ChangeNotWaiting
        if change.is_first:
            listing_to(row, ListingState.DRAFT)
            come_to(change, ChangeState.WITHDRAWN)
        else:
            come_to(change, ChangeState.OPEN)
        return changed(row, now=now, desk=True, public=False)


def discard_change(*, product: str, seller_id: int, revision: int | None = None, now: datetime) -> Product:
    """Throw away the difference that a live product asks for, in review or not. Raises as `withdraw_change`."""
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        change = undecided(row)
        if change is None or change.is_first:
            raise ChangeNotWaiting
        throw_away(change)
        return changed(row, now=now, desk=True, public=False)


def throw_away(change: Change) -> None:
    """End a difference of a locked product, with the pictures that only it had."""
    come_to(change, ChangeState.WITHDRAWN)
    drop_waiting_pictures(change.product)


def come_to(change: Change, state: ChangeState) -> None:
    """Keep a change in its next state. Raises `ChangeNotWaiting` where the graph knows no such way."""
    if change.pk is not None and state not in CHANGE[change.state] and state != change.state:
        raise ChangeNotWaiting(state=change.state)
    change.state = state
    change.save()


def listing_to(product: Product, state: ListingState) -> None:
    """Put a locked product into its next state; the caller saves. Raises `ChangeNotWaiting` as above."""
    if state not in LISTING[product.state]:
        raise ChangeNotWaiting(state=product.state)
    product.state = state


def _difference(product: Product, change: Change | None) -> Change:
    if change is None or not change.after:
        raise NothingToReview
    live = live_values(product)
    change.before = {name: live[name] for name in change.after}
    return change


def _whole(product: Product, change: Change | None, now: datetime) -> Change:
    if problems := problems_of(product):
        raise ProductNotValid(problems)
    version = draft_version(product)
    change = change or Change(product=product, is_first=True, created_at=now)
    change.after = first_values(product, version.public_id if version is not None else "")
    product.submitted_at = now
    listing_to(product, ListingState.SUBMITTED)
    return change
