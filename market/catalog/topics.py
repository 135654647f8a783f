"""The topics of the catalogue: a product as everybody sees it, a listing as its seller does, what waits for staff."""

from market.catalog import live
from market.catalog.events import DESK, ImportChanged, ListingChanged, ProductChanged, ReviewsChanged
from market.catalog.models import ImportRun, Product
from project.accounts.visitors import Visitor
from realtime.people.events import Waiting
from realtime.people.listeners import is_at_desk
from realtime.topics import Json, Kind, Mode, NoSuchTopic, everyone, register


def may_follow_listing(visitor: Visitor, key: str) -> bool:
    """Its seller, and staff."""
    if visitor.user_id is None:
        return False
    own = Product.objects.filter(public_id=key, seller=visitor.user_id, deleted_at=None)
    return own.exists() or is_at_desk(visitor)


def may_follow_import(visitor: Visitor, key: str) -> bool:
    """Who started it."""
    return visitor.user_id is not None and ImportRun.objects.filter(public_id=key, seller=visitor.user_id).exists()


def may_see_desk(visitor: Visitor, key: str) -> bool:
    """Staff; there is one desk."""
    return key == DESK and is_at_desk(visitor)


def product_snapshot(key: str) -> Json:
    """A product that is or was live; raises `NoSuchTopic` for any other."""
    return live.product_live(_find(key, approved_at__isnull=False))


def listing_snapshot(key: str) -> Json:
    """A listing and its review; raises `NoSuchTopic`."""
    return live.listing_live(_find(key))


def reviews_snapshot(key: str) -> Json:
    """How many submissions wait; raises `NoSuchTopic`."""
    if key != DESK:
        raise NoSuchTopic(key)
    return live.reviews_live()


def import_snapshot(key: str) -> Json:
    """How far an import came; raises `NoSuchTopic`."""
    run = ImportRun.objects.filter(public_id=key).first()
    if run is None:
        raise NoSuchTopic(key)
    return live.import_live(run)


def _find(key: str, **which: object) -> Product:
    product = Product.objects.filter(public_id=key, **which).first()
    if product is None:
        raise NoSuchTopic(key)
    return product


PRODUCT = Kind(
    name="product",
    mode=Mode.LATEST,
    may_join=everyone,
    snapshot=product_snapshot,
    tells=((ProductChanged, Json),),
)
LISTING = Kind(
    name="listing",
    mode=Mode.LATEST,
    may_join=may_follow_listing,
    snapshot=listing_snapshot,
    scope="products:read",
    tells=((ListingChanged, Json),),
)
REVIEWS = Kind(
    name="reviews",
    mode=Mode.LATEST,
    may_join=may_see_desk,
    snapshot=reviews_snapshot,
    shows=Waiting,
    tells=((ReviewsChanged, Waiting),),
)
SHEET = Kind(
    name="sheet",
    mode=Mode.LATEST,
    may_join=may_follow_import,
    snapshot=import_snapshot,
    scope="products:read",
    tells=((ImportChanged, Json),),
)


def register_topics() -> None:
    """Make the kinds known."""
    for kind in (PRODUCT, LISTING, REVIEWS, SHEET):
        register(kind)
