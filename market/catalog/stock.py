"""Scarce tiers: single statements that reserve, give back and sell, and the database's constraint behind them.

Call them in the order of the tiers' rows: who holds one never waits for an earlier one. They count tiers without an
end too, so that a limit set later finds reservations where they were made; no reservation, no count.
"""

from django.db.models import F, Q

from market.catalog.models import Tier


def reserve(tier_id: int, quantity: int) -> bool:
    """Keep so many of a tier (its row); False when there are not as many, or it is not sold any more."""
    enough = Q(stock=None) | Q(stock__gte=F("reserved") + F("sold") + quantity)
    kept = Tier.objects.filter(enough, pk=tier_id, is_active=True).update(reserved=F("reserved") + quantity)
    return kept == 1


def release(tier_id: int, quantity: int) -> bool:
    """Give back what was reserved; False when so many were not: nothing is changed."""
    given = Tier.objects.filter(pk=tier_id, reserved__gte=quantity).update(reserved=F("reserved") - quantity)
    return given == 1


def sell(tier_id: int, quantity: int) -> bool:
    """Make sold what was reserved; False when so many were not: nothing is changed."""
    moved = Tier.objects.filter(pk=tier_id, reserved__gte=quantity)
    return moved.update(reserved=F("reserved") - quantity, sold=F("sold") + quantity) == 1
