"""Who follows a seller hears of what they offer anew, on the topic of their own standing."""

from datetime import datetime

from django.db import transaction

from market.catalog.models import Product
from market.finding.models import Announcement, Document, Follow
from project.accounts.models import User
from realtime.people.events import PersonChanged
from realtime.people.parts import register_part, whole
from realtime.publish import publish
from realtime.topics import Json

BITE = 50
MOST = 99


def register() -> None:
    """Tell each person how much is new of those they follow."""
    register_part("following", news_of)


def news_of(person_id: int) -> Json:
    """How many products came up since they looked, `MOST` at the most, and the address of the newest."""
    follows = list(Follow.objects.filter(person_id=person_id).values_list("seller__public_id", "seen_at"))
    new: list[tuple[datetime, str]] = []
    for seller, seen_at in follows:
        fresh = Document.objects.filter(seller=seller, approved_at__gt=seen_at)
        new += fresh.order_by("-approved_at").values_list("approved_at", "product__slug")[:MOST]
    newest = max(new)[1] if new else None
    return {"new": min(len(new), MOST), "newest": newest}


def announce_due(*, now: datetime, limit: int = 100) -> int:
    """Tell the followers of what came up; returns how many products are told of to everybody."""
    waiting = Announcement.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True)[:limit]
    return sum(_announce(product, now=now) for product in waiting)


def _announce(product: int, *, now: datetime) -> bool:
    while (more := _tell_some(product, now=now)) > 0:
        pass
    return more == 0


@transaction.atomic
def _tell_some(product: int, *, now: datetime) -> int:
    """Tell the next followers: how many; 0 when all were told, -1 where somebody else is telling them."""
    row = Announcement.objects.select_for_update(skip_locked=True).filter(pk=product, done_at=None).first()
    if row is None:
        return -1
    seller = Product.objects.values_list("seller_id", flat=True).get(pk=product)
    follows = list(Follow.objects.filter(seller=seller, pk__gt=row.told_up_to).order_by("pk")[:BITE])
    if not follows:
        row.done_at = now
        row.save(update_fields=["done_at"])
        return 0
    row.told_up_to = follows[-1].pk
    row.save(update_fields=["told_up_to"])
    ids = [follow.person_id for follow in follows]
    people = User.objects.select_for_update(no_key=True).only("public_id").filter(pk__in=ids).order_by("pk")
    publish(*[PersonChanged(person=person.public_id, value=whole(person.pk)) for person in people], at=now)
    return len(follows)
