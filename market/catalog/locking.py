"""The order of locks: a product's row first, then what belongs to it, then topics. Every action begins here."""

from typing import Any

from django.db.models import QuerySet

from market.catalog.models import UNDECIDED, Change, ChangeState, ListingState, Product
from market.catalog.refusals import ListingInReview, ListingMoved, NotASeller
from project.accounts.models import Role, User
from project.base.errors import NotFound


def ask_seller(person_id: int) -> User:
    """A member who may sell, read anew. Raises `NotASeller`."""
    seller = User.objects.filter(pk=person_id, is_active=True).first()
    if seller is None or Role.SELLER not in seller.roles:
        raise NotASeller
    return seller


def own_product(product: str, *, seller_id: int, revision: int | None = None) -> Product:
    """Lock a seller's own product. Raises `NotASeller`, `NotFound` for anybody else's, `ListingMoved`.

    `revision` is the one that was seen; None asks for none.
    """
    ask_seller(seller_id)
    found = locked(Product.objects.filter(public_id=product, seller=seller_id, deleted_at=None).values_list("pk"))
    if revision is not None and revision != found.revision:
        raise ListingMoved(revision=found.revision)
    return found


def locked(which: QuerySet[Any, Any]) -> Product:
    """Lock the one product of these rows. Raises `NotFound`."""
    # No key is changed: orders that name the product go on meanwhile.
    rows = Product.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=which)
    found = rows.select_related("seller").first()
    if found is None or found.deleted_at is not None:
        raise NotFound
    return found


def undecided(product: Product) -> Change | None:
    """What asks to be changed in a locked product and is not decided."""
    change = Change.objects.filter(product=product, state__in=UNDECIDED).first()
    if change is not None:
        change.product = product
    return change


def editable(product: Product) -> Change | None:
    """The open change of a live product that may be added to, made if there is none; None where it is edited in place.

    Raises `ListingInReview`.
    """
    if product.state == ListingState.SUBMITTED:
        raise ListingInReview
    if product.state != ListingState.APPROVED:
        return None
    change = undecided(product)
    if change is not None and change.state == ChangeState.SUBMITTED:
        raise ListingInReview
    return change or Change(product=product)
