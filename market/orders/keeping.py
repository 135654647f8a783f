"""What is scarce: kept for an order while it waits, sold with it, or let go. Tiers are touched in the order of keys."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from market.cart.refusals import SoldOut
from market.catalog import stock
from market.orders.models import Order, OrderLine, Reservation, ReservationState


def keep_scarce(lines: Sequence[OrderLine], *, until: datetime) -> None:
    """Keep what each line needs of a scarce tier; raises `SoldOut`, after which the transaction must not commit."""
    scarce = sorted((line for line in lines if line.tier.stock is not None), key=lambda line: line.tier_id)
    for line in scarce:
        if not stock.reserve(line.tier_id, line.quantity):
            raise SoldOut(_("%(title)s is sold out.") % {"title": line.title}, tier=line.tier.public_id)
    Reservation.objects.bulk_create(
        Reservation(line=line, tier_id=line.tier_id, quantity=line.quantity, expires_at=until) for line in scarce
    )


def sell_kept(order: Order) -> None:
    """What was kept for this order is sold."""
    for kept in _of(order, ReservationState.HELD):
        stock.sell(kept.tier_id, kept.quantity)
    _put(order, ReservationState.HELD, ReservationState.SOLD)


def let_go(order: Order) -> None:
    """What was kept for this order is there for others."""
    for kept in _of(order, ReservationState.HELD):
        stock.release(kept.tier_id, kept.quantity)
    _put(order, ReservationState.HELD, ReservationState.RELEASED)


def keep_again(order: Order) -> bool:
    """Keep once more what was let go, all of it or nothing; whether that went."""
    with transaction.atomic():
        kept = all(stock.reserve(row.tier_id, row.quantity) for row in _of(order, ReservationState.RELEASED))
        if not kept:
            transaction.set_rollback(True)
    if kept:
        _put(order, ReservationState.RELEASED, ReservationState.HELD)
    return kept


def keep_longer(order: Order, *, until: datetime) -> None:
    """Keep what is kept until a later moment."""
    Reservation.objects.filter(line__order=order, state=ReservationState.HELD).update(expires_at=until)


def _of(order: Order, state: ReservationState) -> Iterable[Reservation]:
    return list(Reservation.objects.filter(line__order=order, state=state).order_by("tier_id"))


def _put(order: Order, before: ReservationState, after: ReservationState) -> None:
    Reservation.objects.filter(line__order=order, state=before).update(state=after)
