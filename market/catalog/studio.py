"""What a seller reads of their own: their listings, one of them as a working copy, its versions and files."""

from django.db.models import F, Prefetch, QuerySet

from market.catalog.copies import WorkingCopy, working_copy
from market.catalog.locking import undecided
from market.catalog.models import UNDECIDED, Change, Content, Price, Product, Tier, Version
from project.base.errors import NotFound


def products_of(seller_id: int) -> QuerySet[Product]:
    """A seller's listings, the last changed first, with what a list of them shows.

    The undecided change of each (one at most) is in `.open_changes`, its tiers with prices are read along.
    """
    own = Product.objects.of_seller(seller_id).select_related("category")
    return own.order_by("-changed_at", "-pk").prefetch_related(
        Prefetch("changes", Change.objects.filter(state__in=UNDECIDED), to_attr="open_changes"),
        Prefetch("tiers", Tier.objects.order_by("place", "pk")),
        Prefetch("tiers__prices", Price.objects.order_by("currency")),
    )


def find_own(product: str, *, seller_id: int) -> Product:
    """A seller's own listing by its public id. Raises `NotFound` for anybody else's."""
    found = Product.objects.of_seller(seller_id).select_related("seller", "category").filter(public_id=product).first()
    if found is None:
        raise NotFound
    return found


def find_own_version(version: str, *, seller_id: int) -> Version:
    """A version of a seller's own listing. Raises `NotFound` for anybody else's."""
    own = Version.objects.filter(product__seller=seller_id, product__deleted_at=None)
    found = own.select_related("product").filter(public_id=version).first()
    if found is None:
        raise NotFound
    return found


def open_change(product: Product) -> Change | None:
    """What waits of a listing: being written, in review, or with changes asked for."""
    return undecided(product)


def last_change(product: Product) -> Change | None:
    """The newest change of a listing, decided or not: what staff last said of it."""
    return product.changes.order_by("-pk").first()


def working_copy_of(product: Product) -> WorkingCopy:
    """A listing with everything that waits in it, as its seller's form shows it."""
    return working_copy(product, undecided(product))


def versions_of(product: Product) -> QuerySet[Version]:
    """All versions, drafts first, with their files; contents are read one by one (`content_of`)."""
    newest_first = (F("published_at").desc(nulls_first=True), "-pk")
    return product.versions.order_by(*newest_first).prefetch_related("files__tiers")


def content_of(version: Version) -> str:
    """What a version delivers as text. For its seller, for staff in a review, and for who has a grant: ask first."""
    return Content.objects.filter(version=version).values_list("body", flat=True).first() or ""
