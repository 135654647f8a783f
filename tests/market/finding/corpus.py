"""A shop of two hundred made-up products, and what people would look for in it and hope to find.

`corpus.txt`: key | kind | category | title | tagline | description | tags. `queries.txt`: what makes it hard | what is
typed | the keys that somebody would be glad of. Both were written before anything was searched for.
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

from market.catalog.models import Category, Product, Tag
from market.finding.indexing import mark_missed, refresh_stale
from project.accounts.models import User
from project.base import clock

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Judged:
    """A query of some difficulty, and the slugs of what it should find."""

    hard: str
    typed: str
    wanted: frozenset[str]


def judged() -> list[Judged]:
    """Every query."""
    rows = [line.split("|") for line in (HERE / "queries.txt").read_text().splitlines()]
    return [Judged(hard, typed, frozenset(key.strip() for key in keys.split(","))) for hard, typed, keys in rows]


def fill_shop(seller: User) -> int:
    """Put the whole corpus up for sale, and index it. Returns how many products there are."""
    now, lines = clock.now(), (HERE / "corpus.txt").read_text().splitlines()
    for line in lines:
        key, kind, path, title, tagline, description, tags = (part.strip() for part in line.split("|"))
        product = Product.objects.create(
            seller=seller,
            slug=key,
            kind=kind,
            title=title,
            tagline=tagline,
            description=description,
            category=_category(path),
            state="approved",
            approved_at=now,
        )
        product.tags.set([_tag(name.strip()) for name in tags.split(",")])
    mark_missed(now=now)
    refresh_stale(now=now)
    return len(lines)


def _tag(name: str) -> Tag:
    return Tag.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def _category(path: str) -> Category:
    above, _slash, slug = path.rpartition("/")
    parent = _category(above) if above else None
    name = slug.replace("-", " ").capitalize()
    return Category.objects.get_or_create(path=path, defaults={"parent": parent, "slug": slug, "name": name})[0]
