"""What orders hold of a person: their copy, what stays when they go, and what must be settled before."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.catalog.models import Tier
from market.orders.models import Grant, Order, OrderLine, OrderState
from market.orders.shown import as_json, order_shown, sale_shown
from project.accounts.merging import register_merge
from project.accounts.profiles.deletion.registry import register_blocker, register_erasure
from project.accounts.profiles.exports.registry import register_export
from realtime.topics import Json

COVERS = ("orders.Order.buyer", "orders.OrderLine.seller", "orders.Grant.person")
GONE = _("Deleted person")


def register() -> None:
    """Tell the registries; called when Django is ready."""
    register_merge("orders", covers=COVERS, merge=merge)
    register_export("orders", rows=rows, covers=["orders.Order", "orders.OrderLine", "orders.Grant"])
    register_erasure(
        "orders",
        erase=erase,
        gone=_("Your library, and the address that orders were billed to."),
        kept=_("Orders and their papers: the law wants them kept for ten years."),
    )
    register_blocker("orders", blocker)


def merge(guest: int, member: int, now: datetime) -> None:
    """Guests buy nothing; should one have, it is the member's."""
    Order.objects.filter(buyer_id=guest).update(buyer_id=member)
    OrderLine.objects.filter(seller_id=guest).update(seller_id=member)
    Grant.objects.filter(person_id=guest).update(person_id=member)


def rows(person_id: int) -> Iterator[Json]:
    """What somebody bought, and sold."""
    for order in Order.objects.filter(buyer_id=person_id).order_by("pk").iterator(200):
        yield {"is": "order", **as_json(order_shown(order)), "billing": order.billing}
    sold = OrderLine.objects.filter(seller_id=person_id).select_related("order__buyer").order_by("pk")
    for line in sold.iterator(200):
        yield {"is": "sale", **as_json(sale_shown(line))}
    for grant in Grant.objects.filter(person_id=person_id).select_related("product").order_by("pk").iterator(200):
        told = {"product": grant.product.title, "since": grant.granted_at, "revoked_at": grant.revoked_at}
        yield {"is": "grant", "id": grant.public_id, **as_json(told)}


def erase(person_id: int, now: datetime) -> None:
    """Papers keep what the law wants on them; the orders themselves forget the address, and sales name nobody."""
    Order.objects.filter(buyer_id=person_id).update(billing={})
    OrderLine.objects.filter(seller_id=person_id).update(seller_name=str(GONE))
    Grant.objects.filter(person_id=person_id, revoked_at=None).update(revoked_at=now, revoked_because="deleted")


def blocker(person_id: int) -> Promise | None:
    """An order that may still be paid for holds its buyer."""
    if Order.objects.filter(buyer_id=person_id, state=OrderState.PLACED).exists():
        return _("An order waits for its payment: pay or cancel it first.")
    return None


def owns(person_id: int, tier_pks: Collection[int]) -> set[int]:
    """Those of these tiers that this person has and that are had or not had; for the cart."""
    mine = Grant.objects.filter(person_id=person_id, tier_id__in=tier_pks, revoked_at=None)
    single = Tier.objects.filter(pk__in=mine.values("tier_id"), most=1)
    return set(single.values_list("pk", flat=True))
