"""Reading what people marked: only what is for sale is shown, whatever they marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from market.catalog.facts import ProductFacts, SellerFacts
from market.catalog.queries import seller_facts
from market.finding.following import new_of_followed
from market.finding.models import Collection, Document, Favourite, Follow, Viewed
from market.finding.search.listing import shown
from project.accounts.models import User
from project.base.errors import NotFound

FOR_SALE = Q(product__document__isnull=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionShown:
    """A collection with some of its products, the newest first; `owner` has its name, `notes` are by product's id."""

    id: str
    title: str
    about: str
    is_public: bool
    owner: SellerFacts
    count: int
    changed_at: datetime
    products: Sequence[ProductFacts] = ()
    notes: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A seller whom somebody follows, and how much they offer that is new."""

    seller: SellerFacts
    since: datetime
    new: int


def favourites_of(person_id: int, *, most: int = 100, begin: int = 0) -> list[ProductFacts]:
    """What they marked and can still buy, the newest mark first."""
    rows = Favourite.objects.filter(FOR_SALE, person=person_id).order_by("-at", "-pk")
    return shown(list(rows.values_list("product_id", flat=True)[begin : begin + most]))


def count_favourites(person_id: int) -> int:
    """How many of their marks are still for sale."""
    return Favourite.objects.filter(FOR_SALE, person=person_id).count()


def favourite_ids(person_id: int, products: Sequence[str]) -> set[str]:
    """Which of these products (public ids) they marked: for the hearts on a page of cards."""
    rows = Favourite.objects.filter(person=person_id, product__public_id__in=products)
    return set(rows.values_list("product__public_id", flat=True))


def viewed_by(person_id: int, *, most: int = 12, but: str = "") -> list[ProductFacts]:
    """What they looked at last, but for the product (public id) that they look at now."""
    rows = Viewed.objects.filter(FOR_SALE, person=person_id).exclude(product__public_id=but).order_by("-at", "-pk")
    return shown(list(rows.values_list("product_id", flat=True)[:most]))


def collections_of(person_id: int) -> list[CollectionShown]:
    """Their collections, the last changed first, each with its count alone."""
    rows = Collection.objects.filter(person=person_id).select_related("person__profile").order_by("-changed_at", "-pk")
    counted = rows.annotate(n=Count("items", filter=Q(items__product__document__isnull=False)))
    return [_collection(row, row.n) for row in counted]


def collection_shown(public_id: str, *, viewer_id: int | None, most: int = 200) -> CollectionShown:
    """A collection with its products: a public one to everybody, another to its owner. Raises `NotFound`."""
    row = Collection.objects.select_related("person__profile").filter(public_id=public_id).first()
    if row is None or not ((row.is_public and row.person.is_active) or row.person_id == viewer_id):
        raise NotFound
    items = list(row.items.filter(FOR_SALE).select_related("product").order_by("-at", "-pk")[:most])
    products = shown([item.product_id for item in items])
    notes = {item.product.public_id: item.note for item in items if item.note}
    return _collection(row, len(products), products=products, notes=notes)


def followed_by(person_id: int) -> list[Followed]:
    """The sellers whom they follow, those with news first."""
    follows = list(Follow.objects.filter(person=person_id, seller__is_active=True).select_related("seller__profile"))
    new = new_of_followed(person_id)
    shown_first = sorted(follows, key=lambda row: (-new.get(row.pk, 0), str(row.seller)))
    return [Followed(seller=seller_facts(row.seller), since=row.at, new=new.get(row.pk, 0)) for row in shown_first]


def is_following(person_id: int, seller: str) -> bool:
    """Whether they follow this seller (public id)."""
    return Follow.objects.filter(person=person_id, seller__public_id=seller).exists()


def count_followers(seller: User) -> int:
    """How many follow a seller."""
    return Follow.objects.filter(seller=seller, person__is_active=True).count()


def news_of_followed(person_id: int, *, most: int = 24) -> list[ProductFacts]:
    """What the sellers whom they follow offer, the newest first."""
    sellers = Follow.objects.filter(person=person_id).values("seller__public_id")
    rows = Document.objects.filter(seller__in=sellers).order_by("-approved_at", "-pk")
    return shown(list(rows.values_list("pk", flat=True)[:most]))


def _collection(
    row: Collection, count: int, *, products: Sequence[ProductFacts] = (), notes: dict[str, str] | None = None
) -> CollectionShown:
    return CollectionShown(
        id=row.public_id,
        title=row.title,
        about=row.about,
        is_public=row.is_public,
        owner=seller_facts(row.person),
        count=count,
        changed_at=row.changed_at,
        products=products,
        notes=notes or {},
    )
