"""What is told about products: to who looks at one, to its seller, to staff. Each event carries the whole value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from market.catalog import live
from market.catalog.models import ImportRun, Product
from realtime.events import Event, Whole
from realtime.topics import Json

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
class ReviewsChanged(Whole):
    """Another submission waits for staff, or one less."""

    name: ClassVar[str] = "reviews.changed"
    kind: ClassVar[str] = "reviews"


@dataclass(frozen=True, kw_only=True)
class ImportChanged(Whole):
    """How far an import came. Its topic sorts behind those of listings, with which it is told at the end."""

    name: ClassVar[str] = "import.changed"
    kind: ClassVar[str] = "sheet"


def products_changed(product_pks: Iterable[int]) -> list[Event]:
    """What to publish after prices or stock of these products changed; who never was live has nobody to tell."""
    rows = Product.objects.filter(pk__in=set(product_pks), approved_at__isnull=False)
    return [ProductChanged(key=key, value=partial(_product, pk)) for pk, key in rows.values_list("pk", "public_id")]


def listings_changed(products: Sequence[Product]) -> list[Event]:
    """What to publish after anything about listings changed."""
    told: list[Event] = [ListingChanged(key=one.public_id, value=partial(_listing, one.pk)) for one in products]
    return [*told, *products_changed(one.pk for one in products)]


def reviews_changed() -> Event:
    """What to publish after more or fewer submissions wait."""
    return ReviewsChanged(key=DESK, value=live.reviews_live)


def import_changed(run: ImportRun) -> Event:
    """What to publish after an import came further."""
    return ImportChanged(key=run.public_id, value=partial(_import, run.pk))


def _product(pk: int) -> Json:
    return live.product_live(Product.objects.get(pk=pk))


def _listing(pk: int) -> Json:
    return live.listing_live(Product.objects.get(pk=pk))


def _import(pk: int) -> Json:
    return live.import_live(ImportRun.objects.get(pk=pk))
