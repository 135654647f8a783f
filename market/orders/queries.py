"""Reading orders: by whoever bought, whoever sold, and what somebody may have because of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from market.catalog.models import Content, File, Version
from market.orders.models import PAID_STATES, Grant, Order, OrderLine
from project.base.errors import NotFound

# A refund leaves a line's owner what was not given back; a grant that was revoked gives nothing.
STANDING = Q(revoked_at=None)


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What a grant gives now: the current version, its text and its files, each with how often it was fetched."""

    grant: Grant
    version: Version | None
    content: Content | None
    files: list[File]
    fetched: dict[int, tuple[int, datetime]]


def orders_of(person_id: int) -> QuerySet[Order]:
    """What this person bought or means to, newest first; gifts too."""
    return Order.objects.filter(buyer_id=person_id).order_by("-placed_at", "-pk")


def order_of(person_id: int, public_id: str) -> Order:
    """This person's own order; raises `NotFound` for any other."""
    return _one(orders_of(person_id), public_id)


def any_order(public_id: str) -> Order:
    """Any order, for staff; raises `NotFound`."""
    return _one(Order.objects.all(), public_id)


def sold_order(seller_id: int, public_id: str) -> Order:
    """An order that was paid and has lines of this seller; raises `NotFound` for any other."""
    return _one(Order.objects.filter(lines__seller_id=seller_id, state__in=PAID_STATES).distinct(), public_id)


def sales_of(seller_id: int) -> QuerySet[OrderLine]:
    """What this seller sold, newest first, with order and buyer at hand; what was never paid is no sale."""
    sold = OrderLine.objects.filter(seller_id=seller_id, order__state__in=PAID_STATES)
    return sold.select_related("order__buyer", "tier").order_by("-order_id", "place")


def has_grant(person_id: int, product_pk: int) -> bool:
    """Whether this person has this product now."""
    return Grant.objects.filter(STANDING, person_id=person_id, product_id=product_pk).exists()


def grants_of(person_id: int) -> QuerySet[Grant]:
    """What this person has now, newest first, with product and line at hand."""
    mine = Grant.objects.filter(STANDING, person_id=person_id)
    return mine.select_related("product", "tier", "line__order").order_by("-granted_at", "-pk")


def grant_of(person_id: int, public_id: str) -> Grant:
    """This person's standing grant; raises `NotFound` for a revoked one and for anybody else's."""
    return _one(grants_of(person_id), public_id)


def delivered(grant: Grant) -> Delivered:
    """What this grant gives now; nothing where it is revoked. Files of other tiers are left out."""
    version = Version.objects.filter(product_id=grant.product_id, is_current=True).first()
    if version is None or grant.revoked_at is not None:
        return Delivered(grant=grant, version=None, content=None, files=[], fetched={})
    content = Content.objects.filter(version=version).first()
    counted = grant.downloads.values("file_id").annotate(count=Count("pk"), last=Max("at"))
    return Delivered(
        grant=grant,
        version=version,
        content=content,
        files=list(files_for(grant, version)),
        fetched={row["file_id"]: (row["count"], row["last"]) for row in counted},
    )


def files_for(grant: Grant, version: Version) -> QuerySet[File]:
    """The files of a version that this grant's tier may have; a file that names no tier is for all."""
    rest = Q(tiers=None) | Q(tiers=grant.tier_id) | Q(is_sample=True)
    return File.objects.filter(rest, version=version).distinct().order_by("name")


def _one[M: (Order, Grant)](rows: QuerySet[M], public_id: str) -> M:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found
