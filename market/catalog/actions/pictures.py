"""Pictures of a listing: drawn anew; those of a live product are seen by others once staff has seen them."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from PIL import Image

from market.catalog.actions.changing import amend
from market.catalog.checking import MOST_PICTURES
from market.catalog.copies import picture_values, pictures_of
from market.catalog.locking import editable, own_product, undecided
from market.catalog.models import Picture, Product
from market.catalog.pictures import (
    QUALITY,
    WIDTHS,
    forget_picture_later,
    keep_picture_file,
    new_picture_id,
    remove_paths,
)
from market.catalog.refusals import TooMany
from market.catalog.studio import find_own
from market.catalog.told import changed
from project.base.errors import NotFound
from project.base.pictures import PictureBroken, form_of, redraw
from project.base.visible import visible_line

Json = dict[str, Any]
FORMS = frozenset({"JPEG", "PNG", "WEBP"})
LONGEST_ALT = 200


def add_picture(
    *,
    product: str,
    seller_id: int,
    name: str,
    content: bytes,
    alt: str = "",
    revision: int | None = None,
    now: datetime,
) -> Picture:
    """Put a picture behind those there are; the first is the cover. `name` says of which form it is.

    Raises `NotFound`, `ListingMoved`, `ListingInReview`, `TooMany(most)`, `PictureBroken`, `PictureTooLarge`.
    """
    find_own(product, seller_id=seller_id)
    drawn, width, height = _drawn(name, content)
    path = keep_picture_file(drawn)
    try:
        with transaction.atomic():
            row = own_product(product, seller_id=seller_id, revision=revision)
            values = _values(row)
            if len(values) >= MOST_PICTURES:
                raise TooMany(most=MOST_PICTURES)
            picture = Picture.objects.create(
                product=row,
                public_id=new_picture_id(),
                path=path,
                width=width,
                height=height,
                alt=visible_line(alt)[:LONGEST_ALT],
                place=len(values),
                is_live=row.approved_at is None,
            )
            _put(row, [*values, *picture_values([picture])])
            changed(row, now=now, public=False)
    except BaseException:
        remove_paths(path)
        raise
    return picture


def move_picture(
    *, product: str, seller_id: int, picture: str, place: int, revision: int | None = None, now: datetime
) -> Product:
    """Have a picture stand at this place, the first being 0. Raises as `add_picture`."""

    def moved(values: list[Json], at: int) -> list[Json]:
        value = values.pop(at)
        values.insert(max(0, place), value)
        return values

    return _rearrange(product, seller_id, picture, moved, revision=revision, now=now)


def remove_picture(
    *, product: str, seller_id: int, picture: str, revision: int | None = None, now: datetime
) -> Product:
    """Take a picture away. Raises as `add_picture`."""

    def removed(values: list[Json], at: int) -> list[Json]:
        return values[:at] + values[at + 1 :]

    return _rearrange(product, seller_id, picture, removed, revision=revision, now=now)


def describe_picture(
    *, product: str, seller_id: int, picture: str, alt: str, revision: int | None = None, now: datetime
) -> Product:
    """Say what a picture shows, for who cannot see it. Raises as `add_picture`."""

    def described(values: list[Json], at: int) -> list[Json]:
        values[at] = {**values[at], "alt": visible_line(alt)[:LONGEST_ALT]}
        return values

    return _rearrange(product, seller_id, picture, described, revision=revision, now=now)


def show_pictures(product: Product, values: list[Json]) -> None:
    """Have exactly these pictures, in this order and with these words; all others of a locked product go."""
    shown = pictures_of(product, values)
    for picture in product.pictures.exclude(pk__in=[one.pk for one in shown]):
        forget_picture_later(picture)
    for picture in shown:
        picture.is_live = True
        picture.save(update_fields=["is_live", "alt", "place"])


def drop_waiting_pictures(product: Product) -> None:
    """Forget the pictures that only a thrown away difference had."""
    for picture in product.pictures.filter(is_live=False):
        forget_picture_later(picture)


def _rearrange(
    product: str,
    seller_id: int,
    picture: str,
    rearranged: Callable[[list[Json], int], list[Json]],
    *,
    revision: int | None,
    now: datetime,
) -> Product:
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        values = _values(row)
        at = next((place for place, value in enumerate(values) if value["id"] == picture), None)
        if at is None:
            raise NotFound
        _put(row, rearranged(values, at))
        return changed(row, now=now, public=False)


def _values(product: Product) -> list[Json]:
    """The pictures as the seller sees them: of a live product those of its open difference, if that has any."""
    change = undecided(product) if product.approved_at is not None else None
    if change is not None and "pictures" in change.after:
        return list(change.after["pictures"])
    return picture_values(product.pictures.filter(is_live=True))


def _put(product: Product, values: list[Json]) -> None:
    pending = editable(product)
    if pending is None:
        show_pictures(product, values)
        return
    amend(pending, {"pictures": values})
    for picture in product.pictures.filter(is_live=False).exclude(public_id__in=[one["id"] for one in values]):
        forget_picture_later(picture)


def _drawn(name: str, content: bytes) -> tuple[bytes, int, int]:
    form = form_of(name)
    if form not in FORMS:
        raise PictureBroken
    clean = redraw(content, form=form)
    with Image.open(BytesIO(clean.content), formats=[form]) as image:
        image.thumbnail((WIDTHS[-1], WIDTHS[-1]))
        written = BytesIO()
        image.save(written, "WEBP", quality=QUALITY, method=4)
        return written.getvalue(), image.width, image.height
