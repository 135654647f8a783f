"""Old carts go: a guest's sooner than a member's."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from market.cart.events import cart_changed
from market.cart.models import Cart
from realtime.publish import publish

BATCH = 100


def sweep_old_carts(*, now: datetime) -> int:
    """Delete what nobody touched for so long, and tell tabs that are open still. Returns how many."""
    members = Q(person__is_guest=False, changed_at__lt=now - timedelta(days=settings.CARTS_KEPT_DAYS))
    guests = Q(person__is_guest=True, changed_at__lt=now - timedelta(days=settings.GUEST_CARTS_KEPT_DAYS))
    gone = 0
    while batch := _sweep(members | guests, now):
        gone += batch
    return gone


def _sweep(old: Q, now: datetime) -> int:
    with transaction.atomic():
        # One that somebody holds is in use.
        carts = Cart.objects.select_for_update(of=("self",), skip_locked=True).filter(old).order_by("pk")
        people = dict(carts.values_list("person_id", "person__public_id")[:BATCH])
        Cart.objects.filter(person__in=people).delete()
        publish(*[cart_changed(person, public_id=name) for person, name in people.items()], at=now)
    return len(people)
