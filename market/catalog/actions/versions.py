"""Versions: written as drafts with their content and files, published by review, and never changed afterwards."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from market.catalog.actions.changing import amend
from market.catalog.completeness import version_problems
from market.catalog.files.removing import forget_files_later
from market.catalog.locking import editable, own_product, undecided
from market.catalog.models import Change, ChangeState, Content, ListingState, Product, Version
from market.catalog.refusals import ListingInReview, ListingNotLive, ProductNotValid, TooMany, VersionIsPublished
from market.catalog.told import changed
from project.base.visible import visible

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,29}")
LONGEST_WORDS, LONGEST_CONTENT = 10_000, 100_000
MOST_DRAFTS = 20


def add_version(
    *, product: str, seller_id: int, number: str, changelog: str = "", preview: str = "", now: datetime
) -> Version:
    """Begin a version; `preview` is what everybody may see of it. Raises `NotFound`, `ProductNotValid`, `TooMany`."""
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id)
        if row.versions.filter(published_at=None).count() >= MOST_DRAFTS:
            raise TooMany(most=MOST_DRAFTS)
        version = Version(product=row, created_at=now)
        _put_words(version, number=number, changelog=changelog, preview=preview)
        changed(row, now=now, public=False)
        return version


def change_version(
    *,
    version: str,
    seller_id: int,
    number: str | None = None,
    changelog: str | None = None,
    preview: str | None = None,
    now: datetime,
) -> Version:
    """Change what a draft says of itself.

    Raises `NotFound`, `VersionIsPublished`, `ListingInReview`, `ProductNotValid`.
    """
    with transaction.atomic():
        row = draft_of(version, seller_id=seller_id)
        _put_words(
            row,
            number=row.number if number is None else number,
            changelog=row.changelog if changelog is None else changelog,
            preview=row.preview if preview is None else preview,
        )
        changed(row.product, now=now, public=False)
        return row


def put_content(*, version: str, seller_id: int, body: str, now: datetime) -> Version:
    """Write the text that a draft delivers; an empty one takes it away. Raises as `change_version`."""
    # What is sold is kept as it was written: a prompt may well be about characters that nobody sees.
    text = body.replace("\r\n", "\n").replace("\x00", "").rstrip()
    if len(text) > LONGEST_CONTENT:
        raise ProductNotValid({"content": _("At most %(most)s characters.") % {"most": LONGEST_CONTENT}})
    with transaction.atomic():
        row = draft_of(version, seller_id=seller_id)
        if text:
            Content.objects.update_or_create(version=row, defaults={"body": text})
        else:
            Content.objects.filter(version=row).delete()
        changed(row.product, now=now, public=False)
        return row


def remove_version(*, version: str, seller_id: int, now: datetime) -> Product:
    """Throw a draft away with its files. Raises as `change_version`."""
    with transaction.atomic():
        row = draft_of(version, seller_id=seller_id)
        product = row.product
        change = undecided(product)
        if change is not None and not change.is_first and change.after.get("version") == row.public_id:
            del change.after["version"]
            amend(change, {})
        forget_files_later(row.files.all())
        row.delete()
        return changed(product, now=now, public=False)


def publish_version(*, version: str, seller_id: int, now: datetime) -> Change:
    """Have a live product's next review make this version the current one: it is in the open difference from now on.

    Raises `NotFound`, `VersionIsPublished`, `ListingInReview`, `ListingNotLive` (a first listing takes its newest draft
    along by itself) and `ProductNotValid` where it delivers nothing.
    """
    with transaction.atomic():
        row = draft_of(version, seller_id=seller_id)
        if row.product.state != ListingState.APPROVED:
            raise ListingNotLive
        if problems := version_problems(row.product, row):
            raise ProductNotValid(problems)
        change = editable(row.product) or Change(product=row.product)
        amend(change, {"version": row.public_id})
        changed(row.product, now=now, public=False)
        return change


def draft_of(version: str, *, seller_id: int) -> Version:
    """A seller's own unpublished version, with its product locked.

    Raises `NotFound`, `VersionIsPublished`, and `ListingInReview` while staff reads it.
    """
    which = Version.objects.filter(public_id=version).values_list("product__public_id", flat=True).first()
    product = own_product(which or "", seller_id=seller_id)
    row = Version.objects.get(public_id=version)
    row.product = product
    if row.published_at is not None:
        raise VersionIsPublished
    change = undecided(product)
    in_review = change is not None and change.state == ChangeState.SUBMITTED
    if change is not None and in_review and (change.is_first or change.after.get("version") == version):
        raise ListingInReview
    return row


def _put_words(version: Version, *, number: str, changelog: str, preview: str) -> None:
    problems = {}
    if not NUMBER.fullmatch(number):
        problems["number"] = _("Such as 1.2: digits, letters, dots, at most 30.")
    elif version.product.versions.filter(number=number).exclude(pk=version.pk).exists():
        problems["number"] = _("There is a version of this number.")
    for name, words in (("changelog", changelog), ("preview", preview)):
        if len(words) > LONGEST_WORDS:
            problems[name] = _("At most %(most)s characters.") % {"most": LONGEST_WORDS}
    if problems:
        raise ProductNotValid(problems)
    version.number, version.changelog, version.preview = number, visible(changelog).strip(), visible(preview).strip()
    version.save()
