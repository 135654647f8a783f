"""Putting values into a locked product's row: texts, category, tags, attributes, and its address."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from market.catalog.checking import read_tags, read_text
from market.catalog.copies import TEXTS
from market.catalog.kinds import read_attributes
from market.catalog.models import Category, Product, Tag
from market.catalog.refusals import ProductNotValid

LONGEST_SLUG = 70


def read_change(kind: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a change as they would be kept. Raises `ProductNotValid`, which names all that cannot be."""
    kept: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, given in change.items():
        try:
            kept[name] = _read(kind, name, given)
        except ProductNotValid as refusal:
            problems |= refusal.fields
    if problems:
        raise ProductNotValid(problems)
    return kept


def put_fields(product: Product, values: Mapping[str, Any]) -> None:
    """Set what `read_change` read, on a locked product; the caller saves it."""
    for name in TEXTS:
        if name in values:
            setattr(product, name, values[name])
    if "category" in values:
        product.category = find_category(values["category"])
    if "attributes" in values:
        product.attributes = values["attributes"]
    if "tags" in values:
        product.tags.set(tag_rows(values["tags"]))


def find_category(path: str) -> Category | None:
    """The category of this path; None for none. Raises `ProductNotValid`."""
    if not path:
        return None
    found = Category.objects.filter(path=path).first()
    if found is None:
        raise ProductNotValid({"category": _("There is no such category.")})
    return found


def tag_rows(names: list[str]) -> list[Tag]:
    """The rows of these tags, made where they are missing."""
    wanted = {slugify(name): name for name in names}
    Tag.objects.bulk_create([Tag(slug=slug, name=wanted[slug]) for slug in sorted(wanted)], ignore_conflicts=True)
    return list(Tag.objects.filter(slug__in=wanted))


def give_slug(product: Product) -> None:
    """Save a product under an address made of its title; another one has it: with a few letters behind."""
    short = slugify(product.title)[:LONGEST_SLUG].strip("-")
    for slug in (short, f"{short or product.kind}-{secrets.token_hex(3)}"):
        taken = not slug or Product.objects.filter(slug=slug).exclude(pk=product.pk).exists()
        if not taken and _saved(product, slug):
            return
    _saved(product, product.public_id.lower().replace("_", "-"))


def _saved(product: Product, slug: str) -> bool:
    product.slug = slug
    try:
        with transaction.atomic():
            product.save()
    except IntegrityError as error:
        if "slug" not in str(error):
            raise
        return False
    return True


def _read(kind: str, name: str, given: Any) -> Any:
    if name in TEXTS:
        return read_text(name, given)
    if name == "tags":
        # A tag has one spelling, that of whoever used it first.
        known = {tag.slug: tag.name for tag in Tag.objects.filter(slug__in=[slugify(one) for one in read_tags(given)])}
        return [known.get(slugify(one), one) for one in read_tags(given)]
    if name == "category":
        found = find_category(given if isinstance(given, str) else "?")
        return found.path if found else ""
    if name == "attributes" and isinstance(given, Mapping):
        kept, problems = read_attributes(kind, given, complete=False)
        if problems:
            raise ProductNotValid(problems)
        return kept
    raise ProductNotValid({name[:40]: _("This cannot be changed here.")})
