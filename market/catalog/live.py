"""What is told live: the values that topics show and events carry, read the same way for both."""

from typing import Any

from market.catalog.models import UNDECIDED, Change, ChangeState, ImportRun, ListingState, Product, Version
from market.catalog.queries import tier_facts
from realtime.events import utc_text
from realtime.topics import Json


def product_live(product: Product) -> Json:
    """What everybody is told of a product while they look at it: whether it is sold, for what, and how many are left.

    Prices in minor units by currency; `left` null where there is no end of it.
    """
    version = Version.objects.filter(product=product, is_current=True).values_list("number", flat=True).first()
    tiers = product.tiers.filter(is_active=True).order_by("place", "pk").prefetch_related("prices")
    return {
        "id": product.public_id,
        "state": sale_state(product),
        "revision": product.revision,
        "version": version,
        "tiers": [_tier(tier) for tier in tier_facts(tiers)],
    }


def sale_state(product: Product) -> str:
    """`for_sale`, `paused` or `gone`: what a page of the shop says of it."""
    if product.deleted_at is not None or product.state != ListingState.APPROVED:
        return "gone"
    return "paused" if product.is_paused else "for_sale"


def listing_live(product: Product) -> Json:
    """What its seller and staff are told of a listing: how it stands, and how what waits for review does."""
    change = product.changes.filter(state__in=UNDECIDED).first() or product.changes.order_by("-pk").first()
    return {
        "id": product.public_id,
        "title": product.title,
        "state": product.state,
        "is_paused": product.is_paused,
        "is_deleted": product.deleted_at is not None,
        "revision": product.revision,
        "change": _change(change) if change else None,
    }


def reviews_live() -> Json:
    """How many submissions wait for staff."""
    return {"waiting": Change.objects.filter(state=ChangeState.SUBMITTED).count()}


def import_live(run: ImportRun) -> Json:
    """How far an import came, as far as was told; `counts` are rows by result."""
    return {
        "id": run.public_id,
        "name": run.name,
        "is_dry": run.is_dry,
        "state": run.state,
        "total": run.total,
        "done": sum(run.counts.values()),
        "counts": run.counts,
    }


def _tier(tier: Any) -> Json:
    return {
        "id": tier.id,
        "name": tier.name,
        "pricing": tier.pricing,
        "interval": tier.interval,
        "prices": tier.prices,
        "suggested": tier.suggested,
        "most": tier.most,
        "left": tier.left,
    }


def _change(change: Change) -> Json:
    return {
        "id": change.public_id,
        "is_first": change.is_first,
        "state": change.state,
        "fields": sorted(change.after),
        "note": change.note,
        "reason": change.reason,
        "submitted_at": utc_text(change.submitted_at) if change.submitted_at else None,
        "decided_at": utc_text(change.decided_at) if change.decided_at else None,
    }
