"""Staff decides about what was submitted: in the trail, never about their own, and the seller is told why."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from market.catalog.actions.approving import put_into_effect
from market.catalog.actions.submitting import come_to, listing_to
from market.catalog.letters import write_to_seller
from market.catalog.locking import locked
from market.catalog.models import Change, ChangeState, ListingState, Product
from market.catalog.refusals import ChangeNotWaiting, NotYourOwnListing, ReasonMissing
from market.catalog.told import changed
from project.accounts.audit.actions import record
from project.accounts.models import STAFF, User
from project.base.errors import NotFound
from project.base.visible import visible

LONGEST_REASON = 2000


class Decision(StrEnum):
    """What staff says: as it is; not yet; no."""

    APPROVE = "approve"
    REQUIRE = "require"
    DECLINE = "decline"


CHANGE_AFTER = {
    Decision.APPROVE: ChangeState.APPROVED,
    Decision.REQUIRE: ChangeState.REQUIRES_CHANGES,
    Decision.DECLINE: ChangeState.DECLINED,
}
LISTING_AFTER = {
    Decision.APPROVE: ListingState.APPROVED,
    Decision.REQUIRE: ListingState.REQUIRES_CHANGES,
    Decision.DECLINE: ListingState.DECLINED,
}


def decide_change(*, change: str, by_id: int, decision: Decision, reason: str, now: datetime) -> Change:
    """Decide about what was submitted. What is asked to be changed, or declined, needs a reason: the seller reads it.

    Raises `NotFound`, also for who is not staff, `NotYourOwnListing`, `ReasonMissing`, `ChangeNotWaiting(state)`, and
    `ProductNotValid` where what was asked for cannot be any more.
    """
    said = visible(reason).strip()[:LONGEST_REASON]
    if decision is not Decision.APPROVE and not said:
        raise ReasonMissing
    with transaction.atomic():
        found, product = _waiting(change, by_id)
        found.reason, found.decided_by_id = said, by_id
        found.decided_at = None if decision is Decision.REQUIRE else now
        come_to(found, CHANGE_AFTER[decision])
        if found.is_first:
            listing_to(product, LISTING_AFTER[decision])
        if decision is Decision.APPROVE:
            put_into_effect(found, product, now=now)
        _note(found, product, decision, by_id, now)
        changed(product, now=now, desk=True, public=decision is Decision.APPROVE)
        return found


def _waiting(change: str, by_id: int) -> tuple[Change, Product]:
    # Whoever decides is locked along, so that they are staff until it is done.
    by = User.objects.select_for_update(no_key=True).filter(pk=by_id, is_active=True).first()
    if by is None or not set(by.roles).intersection(STAFF):
        raise NotFound
    product = locked(Change.objects.filter(public_id=change).values_list("product_id"))
    if product.seller_id == by_id:
        raise NotYourOwnListing
    found = Change.objects.get(public_id=change)
    if found.state != ChangeState.SUBMITTED:
        raise ChangeNotWaiting(state=found.state)
    found.product = product
    return found, product


def _note(change: Change, product: Product, decision: Decision, by_id: int, now: datetime) -> None:
    facts = {
        "product": product.public_id,
        "title": product.title,
        "fields": sorted(change.after),
        "reason": change.reason,
        "is_first": change.is_first,
    }
    record(staff_id=by_id, action=f"product_{decision}", target=change.public_id, facts=facts, now=now)
    write_to_seller(change, product, now=now)
