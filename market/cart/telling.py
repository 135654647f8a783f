"""A product changed its price, or is not sold any more: every cart that holds it is told, a batch at a time.

What is to be told is a row, made with the change; a worker goes through the carts in order and notes how far it came.
Rows are only added and deleted: nobody who changes a product, or buys one, waits for a worker that holds carts.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from market.cart.actions import raise_version
from market.cart.events import cart_changed
from market.cart.locking import locked_carts
from market.cart.models import Cart, CartTelling
from project.accounts.models import User
from realtime.publish import publish

BATCH = 50
# Longer than one batch may take: whoever still holds it after that has died with it.
LEASE = timedelta(minutes=1)
# One that broke a worker comes after all others.
LONGEST_LEFT = F("leased_until").asc(nulls_first=True)


def tell_due(*, now: datetime) -> int:
    """Tell all carts of everything that is due and nobody else is at; how many carts were told."""
    told = 0
    while (row := _take(now)) is not None:
        told += _tell_all(row, now=now)
    return told


def _take(now: datetime) -> CartTelling | None:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    with transaction.atomic():
        row = CartTelling.objects.select_for_update(skip_locked=True).filter(free).order_by(LONGEST_LEFT, "pk").first()
        if row is not None:
            row.leased_until = now + LEASE
            row.save(update_fields=["leased_until"])
        return row


def _tell_all(row: CartTelling, *, now: datetime) -> int:
    # Whatever was asked before this reading begins is answered by it, however often it was asked.
    answered = list(CartTelling.objects.filter(product=row.product_id, after=0).values_list("pk", flat=True))
    told = 0
    while batch := _tell_batch(row, now=now):
        told += batch
    CartTelling.objects.filter(Q(pk=row.pk) | Q(pk__in=answered, after=0)).delete()
    return told


def _tell_batch(row: CartTelling, *, now: datetime) -> int:
    holding = Cart.objects.filter(lines__tier__product=row.product_id, pk__gt=row.after).order_by("pk").distinct()
    found = list(holding.values_list("pk", "person_id")[:BATCH])
    if not found:
        return 0
    with transaction.atomic():
        carts = locked_carts([person for _pk, person in found])
        for cart in carts:
            raise_version(cart, now=cart.changed_at)
        names = dict(User.objects.filter(pk__in=[cart.person_id for cart in carts]).values_list("pk", "public_id"))
        publish(*[cart_changed(cart.person_id, public_id=names[cart.person_id]) for cart in carts], at=now)
        row.after, row.leased_until = found[-1][0], now + LEASE
        row.save(update_fields=["after", "leased_until"])
    return len(found)
