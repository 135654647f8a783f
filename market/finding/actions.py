"""Marking what one finds: favourites, collections, sellers to follow, and what was looked at. Nothing is said twice."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from market.catalog.queries import find_for_sale
from market.finding.models import Collection, CollectionItem, Favourite, Follow, Viewed
from project.accounts.models import Role, User
from project.base.errors import NotFound, Refusal
from realtime.people.parts import tell_person

MOST_FAVOURITES, MOST_COLLECTIONS, MOST_ITEMS, MOST_FOLLOWED, MOST_VIEWED = 500, 50, 200, 500, 50


class TooMany(Refusal):
    """There is an end to every list; `most` says where."""

    message = _("This list is full. Take something off it first.")


class NotYourself(Refusal):
    """Nobody needs to be told what they offer."""

    message = _("You know already what you offer.")


class TitleMissing(Refusal):
    """A collection is found by its title."""

    status = 422
    message = _("Give the collection a title.")


def add_favourite(*, person_id: int, product: str, now: datetime) -> Favourite:
    """Mark a product (public id or slug) that is for sale. Raises `NotFound`, `TooMany`."""
    wanted = find_for_sale(product)
    with transaction.atomic():
        _room_for(person_id, Favourite.objects.filter(person=person_id).exclude(product=wanted), MOST_FAVOURITES)
        favourite, _made = Favourite.objects.get_or_create(person_id=person_id, product=wanted, defaults={"at": now})
    return favourite


def remove_favourite(*, person_id: int, product: str) -> None:
    """Take the mark off, whether the product is still for sale or not, and whether it was there or not."""
    named = {"product__public_id" if product.startswith("prd_") else "product__slug": product}
    Favourite.objects.filter(person=person_id, **named).delete()


def create_collection(
    *, person_id: int, title: str, about: str = "", is_public: bool = False, now: datetime
) -> Collection:
    """Begin a collection. Raises `TitleMissing`, `TooMany`."""
    with transaction.atomic():
        _room_for(person_id, Collection.objects.filter(person=person_id), MOST_COLLECTIONS)
        return Collection.objects.create(
            person_id=person_id,
            title=_title(title),
            about=about.strip(),
            is_public=is_public,
            created_at=now,
            changed_at=now,
        )


def change_collection(
    *,
    person_id: int,
    collection: str,
    title: str | None = None,
    about: str | None = None,
    is_public: bool | None = None,
    now: datetime,
) -> Collection:
    """Change what is given. Raises `NotFound` for another's, `TitleMissing`."""
    with transaction.atomic():
        row = _own(person_id, collection)
        row.title = row.title if title is None else _title(title)
        row.about = row.about if about is None else about.strip()
        row.is_public = row.is_public if is_public is None else is_public
        row.changed_at = now
        row.save(update_fields=["title", "about", "is_public", "changed_at"])
        return row


def delete_collection(*, person_id: int, collection: str) -> None:
    """Delete it with its items. Raises `NotFound` for another's."""
    with transaction.atomic():
        _own(person_id, collection).delete()


def put_into_collection(*, person_id: int, collection: str, product: str, note: str = "", now: datetime) -> None:
    """Put a product that is for sale in; put in again, its note changes. Raises `NotFound`, `TooMany`."""
    wanted = find_for_sale(product)
    with transaction.atomic():
        row = _own(person_id, collection)
        if row.items.exclude(product=wanted).count() >= MOST_ITEMS:
            raise TooMany(most=MOST_ITEMS)
        CollectionItem.objects.update_or_create(
            collection=row,
            product=wanted,
            defaults={"note": note.strip()},
            create_defaults={"note": note.strip(), "at": now},
        )
        _touch(row, now)


def take_out_of_collection(*, person_id: int, collection: str, product: str, now: datetime) -> None:
    """Take a product out, whether it was there or not. Raises `NotFound` for another's collection."""
    named = {"product__public_id" if product.startswith("prd_") else "product__slug": product}
    with transaction.atomic():
        row = _own(person_id, collection)
        row.items.filter(**named).delete()
        _touch(row, now)


def follow_seller(*, person_id: int, seller: str, now: datetime) -> Follow:
    """Hear of what a seller offers anew. Raises `NotFound`, `NotYourself`, `TooMany`."""
    whom = User.objects.filter(public_id=seller, is_active=True, roles__contains=[Role.SELLER]).first()
    if whom is None:
        raise NotFound
    if whom.pk == person_id:
        raise NotYourself
    with transaction.atomic():
        _room_for(person_id, Follow.objects.filter(person=person_id).exclude(seller=whom), MOST_FOLLOWED)
        row, made = Follow.objects.get_or_create(person_id=person_id, seller=whom, defaults={"at": now, "seen_at": now})
        if made:
            tell_person(person_id, now=now)
    return row


def unfollow_seller(*, person_id: int, seller: str, now: datetime) -> None:
    """Hear no more of them."""
    with transaction.atomic():
        if Follow.objects.filter(person=person_id, seller__public_id=seller).delete()[0]:
            tell_person(person_id, now=now)


def see_followed(*, person_id: int, now: datetime) -> None:
    """They looked at what is new: it is new no more."""
    with transaction.atomic():
        if Follow.objects.filter(person=person_id, seen_at__lt=now).update(seen_at=now):
            tell_person(person_id, now=now)


def note_view(*, person_id: int, product_pk: int, now: datetime) -> None:
    """They looked at this product (row); the oldest looks beyond `MOST_VIEWED` are forgotten."""
    with transaction.atomic():
        Viewed.objects.update_or_create(person_id=person_id, product_id=product_pk, defaults={"at": now})
        old = Viewed.objects.filter(person=person_id).order_by("-at", "-pk").values("pk")[MOST_VIEWED : 2 * MOST_VIEWED]
        Viewed.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()


def forget_views(*, person_id: int) -> None:
    """Forget everything that they looked at."""
    Viewed.objects.filter(person=person_id).delete()


def _room_for(person_id: int, others: object, most: int) -> None:
    """One at a time for each person: of two that add at once, the second counts the first's."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=person_id)
    if others.count() >= most:  # type: ignore[attr-defined]
        raise TooMany(most=most)


def _own(person_id: int, collection: str) -> Collection:
    row = Collection.objects.select_for_update().filter(person=person_id, public_id=collection).first()
    if row is None:
        raise NotFound
    return row


def _touch(row: Collection, now: datetime) -> None:
    row.changed_at = now
    row.save(update_fields=["changed_at"])


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise TitleMissing
    return title
