"""What a guest marked is the member's they turned out to be."""

from datetime import datetime

from market.finding.models import Collection, Favourite, Follow, Viewed
from project.accounts.merging import register_merge

COVERS = (
    "finding.Collection.person",
    "finding.Favourite.person",
    "finding.Follow.person",
    "finding.Follow.seller",
    "finding.Viewed.person",
)


def register() -> None:
    """Make it known to whoever signs people in."""
    register_merge("finding", covers=COVERS, merge=merge)


def merge(guest: int, member: int, now: datetime) -> None:
    """Hand over what the member has not marked themself; guests neither sell nor follow, but rows decide."""
    Collection.objects.filter(person=guest).update(person=member)
    for rows in (Favourite, Viewed):
        theirs = list(rows.objects.filter(person=member).values_list("product_id", flat=True))
        rows.objects.filter(person=guest).exclude(product__in=theirs).update(person=member)
        rows.objects.filter(person=guest).delete()
    Follow.objects.filter(person=guest).exclude(seller__in=_followed(member)).exclude(seller=member).update(
        person=member
    )
    Follow.objects.filter(seller=guest).exclude(person=member).update(seller=member)
    Follow.objects.filter(person=guest).delete()


def _followed(person: int) -> list[int]:
    return list(Follow.objects.filter(person=person).values_list("seller", flat=True))
