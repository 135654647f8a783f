"""Putting values into a locked product's row: texts, category, tags, attributes, and its address."""

import re
import secrets
from collections.abc import Callable, Mapping
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
SLUG = re.compile(r"(?=.{1,70}$)[a-z0-9]+(-[a-z0-9]+)*")


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


def put_slug(product: Product, values: Mapping[str, Any]) -> None:
    """Give a locked draft the address that `values` ask for, if they do. Raises `ProductNotValid`: it may be taken."""
    slug = values.get("slug", product.slug)
    if slug == product.slug and product.pk is not None:
        return
    if Product.objects.filter(slug=slug).exclude(pk=product.pk).exists() or not _saved(product, slug):
        raise ProductNotValid({"slug": _("This address is taken.")})


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
    if name == "attributes":
        return _attributes(kind, given)
    if name not in READERS:
        raise ProductNotValid({name[:40]: _("This cannot be changed here.")})
    return READERS[name](given)


def _slug(given: Any) -> str:
    if not isinstance(given, str) or not SLUG.fullmatch(given):
        raise ProductNotValid({"slug": _("Small letters, digits and hyphens, at most 70.")})
    return given


def _tags(given: Any) -> list[str]:
    # A tag has one spelling, that of whoever used it first.
    names = read_tags(given)
    known = dict(Tag.objects.filter(slug__in=[slugify(name) for name in names]).values_list("slug", "name"))
    return [known.get(slugify(name), name) for name in names]


def _category(given: Any) -> str:
    found = find_category(given if isinstance(given, str) else "?")
    return found.path if found else ""


def _attributes(kind: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise ProductNotValid({"attributes": _("These are values by name.")})
    kept, problems = read_attributes(kind, given, complete=False)
    if problems:
        raise ProductNotValid(problems)
    return dict(kept)


READERS: dict[str, Callable[[Any], Any]] = {"slug": _slug, "tags": _tags, "category": _category}
