"""Files of a draft version: looked at from end to end, kept under a name that says nothing, counted by their digest."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from market.catalog.actions.versions import draft_of
from market.catalog.checking import MOST_FILES
from market.catalog.files.endings import ENDINGS, ending_of
from market.catalog.files.looking import FileEmpty, FileNotAllowed, FileTooLarge, look_at
from market.catalog.files.removing import forget_files_later, remove_paths
from market.catalog.kinds import kind_of
from market.catalog.models import File, Product, Tier, Version
from market.catalog.refusals import ProductNotValid, TooMany
from market.catalog.told import changed
from project.base.errors import NotFound
from project.base.storage import new_name, private_files
from realtime.chat.files.names import clean_name

ROOM = "goods"


def add_file(
    *,
    version: str,
    seller_id: int,
    upload: UploadedFile[bytes],
    is_sample: bool = False,
    tiers: Sequence[str] = (),
    now: datetime,
) -> File:
    """Add a file to a draft; a sample is open to everybody, another to who has one of `tiers` (none: any).

    Raises `NotFound`, `VersionIsPublished`, `ListingInReview`, `TooMany(most)`, `FileNotAllowed(endings)`,
    `FileNotWhatItSays`, `ArchiveRefused(why)`, `FileEmpty`, `FileTooLarge(most)`, `ProductNotValid`.
    """
    kind = _kind_of_own(version, seller_id)
    name, size = clean_name(upload.name or ""), upload.size or 0
    ending = ending_of(name)
    if ending not in kind_of(kind).endings:
        raise FileNotAllowed(endings=sorted(kind_of(kind).endings))
    if size == 0:
        raise FileEmpty
    if size > settings.PRODUCT_FILE_BYTES:
        raise FileTooLarge(most=settings.PRODUCT_FILE_BYTES)
    digest = look_at(ending, upload, size)
    upload.seek(0)
    path = private_files().save(new_name(ROOM), upload)
    try:
        with transaction.atomic():
            row = draft_of(version, seller_id=seller_id)
            file = _row(row, name)
            file.path, file.bytes, file.sha256, file.is_sample = path, size, digest, is_sample
            file.media_type, file.created_at = ENDINGS[ending].media_type, now
            file.save()
            file.tiers.set(_tiers(row.product, tiers))
            changed(row.product, now=now, public=False)
    except BaseException:
        remove_paths([path])
        raise
    return file


def remove_file(*, file: str, seller_id: int, now: datetime) -> Version:
    """Take a file out of a draft. Raises `NotFound`, `VersionIsPublished`, `ListingInReview`."""
    which = File.objects.filter(public_id=file).values_list("version__public_id", flat=True).first()
    with transaction.atomic():
        version = draft_of(which or "", seller_id=seller_id)
        forget_files_later(version.files.filter(public_id=file))
        changed(version.product, now=now, public=False)
        return version


def _kind_of_own(version: str, seller_id: int) -> str:
    """Asked before anything is read: a stranger's upload costs nothing."""
    own = Version.objects.filter(public_id=version, product__seller=seller_id, product__deleted_at=None)
    kind = own.values_list("product__kind", flat=True).first()
    if kind is None:
        raise NotFound
    return kind


def _row(version: Version, name: str) -> File:
    if version.files.count() >= MOST_FILES:
        raise TooMany(most=MOST_FILES)
    if version.files.filter(name=name).exists():
        raise ProductNotValid({"file": _("There is a file of this name.")})
    return File(version=version, name=name)


def _tiers(product: Product, tiers: Sequence[str]) -> list[Tier]:
    found = list(product.tiers.filter(public_id__in=tiers))
    if len(found) != len(set(tiers)):
        raise ProductNotValid({"tiers": _("There is no such tier.")})
    return found
