"""Who follows a seller hears of what they offer anew, on the topic of their own standing."""

from datetime import datetime

from django.db import connection, transaction

from market.catalog.models import Product
from market.finding.models import Announcement, Follow
from realtime.people.parts import people_changed, register_part
from realtime.publish import publish
from realtime.topics import Json

BITE = 50
MOST = 99
NEW = """
SELECT follow.id, count(*) FROM finding_follow follow
JOIN accounts_user seller ON seller.id = follow.seller_id AND seller.is_active
JOIN finding_document document ON document.seller = seller.public_id AND document.approved_at > follow.seen_at
WHERE follow.person_id = %(person)s GROUP BY follow.id
"""


def register() -> None:
    """Tell each person how much is new of those they follow."""
    register_part("following", news_of)


def news_of(person_id: int) -> Json:
    """How many products of sellers they follow came up since they looked, `MOST` at the most."""
    return {"new": min(sum(new_of_followed(person_id).values()), MOST)}


def new_of_followed(person_id: int) -> dict[int, int]:
    """How much is new, by row of `Follow`; rows without news are absent."""
    with connection.cursor() as cursor:
        cursor.execute(NEW, {"person": person_id})
        return dict(cursor.fetchall())


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
    publish(*people_changed(follow.person_id for follow in follows), at=now)
    return len(follows)
