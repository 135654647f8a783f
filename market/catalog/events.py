"""What is told about products: to who looks at one, to its seller, to staff. Each event carries the whole value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from market.catalog import live
from market.catalog.models import ImportRun, Product
from realtime.events import Event, Whole

DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class ProductChanged(Whole):
    """Whether a product is sold, for what, how many are left, which version is current."""

    name: ClassVar[str] = "product.changed"
    kind: ClassVar[str] = "product"


@dataclass(frozen=True, kw_only=True)
class ListingChanged(Whole):
    """How a listing and its review stand."""

    name: ClassVar[str] = "listing.changed"
    kind: ClassVar[str] = "listing"


@dataclass(frozen=True, kw_only=True)
class ReviewsChanged(Event):
    """Another submission waits for staff, or one less."""

    name: ClassVar[str] = "reviews.changed"
    waiting: int

    @property
    def topic(self) -> str:
        """Staff's list."""
        return f"reviews.{DESK}"


@dataclass(frozen=True, kw_only=True)
class ImportChanged(Whole):
    """How far an import came. Its topic sorts behind those of listings, with which it is told at the end."""

    name: ClassVar[str] = "import.changed"
    kind: ClassVar[str] = "sheet"


def products_changed(product_pks: Iterable[int]) -> list[Event]:
    """What to publish after prices or stock of these products changed in this transaction, as its last reading.

    Products that never were live have nobody to tell. Call it after every lock of rows, and publish what it returns
    together with everything else.
    """
    for pk in (pks := sorted(set(product_pks))):
        live.hold_product(pk)
    rows = Product.objects.filter(pk__in=pks, approved_at__isnull=False).order_by("pk")
    return [ProductChanged(key=row.public_id, value=live.product_live(row)) for row in rows]


def listings_changed(products: Sequence[Product]) -> list[Event]:
    """What to publish after anything about listings changed, in the transaction that holds their rows."""
    told: list[Event] = [ListingChanged(key=one.public_id, value=live.listing_live(one)) for one in products]
    return [*told, *products_changed(one.pk for one in products)]


def reviews_changed() -> Event:
    """What to publish after more or fewer submissions wait: the last reading of the transaction."""
    live.hold_reviews()
    return ReviewsChanged(**live.reviews_live())


def import_changed(run_pk: int) -> Event:
    """What to publish after an import came further, in the transaction that holds its row."""
    run = ImportRun.objects.get(pk=run_pk)
    return ImportChanged(key=run.public_id, value=live.import_live(run))
