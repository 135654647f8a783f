"""Loading the demo's catalogue: whole tables at once, in a few seconds; what is there already is left alone."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils.text import slugify

from market.catalog import news
from market.catalog.copies import first_values, live_values
from market.catalog.demo.covers import HEIGHT, WIDTH, cover
from market.catalog.demo.goods import goods
from market.catalog.demo.places import CATEGORIES
from market.catalog.demo.reading import Thing, in_currencies, read_things
from market.catalog.demo.sellers import sellers
from market.catalog.events import reviews_changed
from market.catalog.files.endings import ENDINGS, ending_of
from market.catalog.models import (
    Category,
    Change,
    Content,
    File,
    ListingState,
    Picture,
    Price,
    Product,
    Tag,
    Tier,
    Version,
)
from market.catalog.pictures import keep_picture_file, new_picture_id
from project.base import clock
from project.base.storage import new_name, private_files
from realtime.publish import publish

LOCK = "SELECT pg_advisory_xact_lock(hashtext('market.catalog.demo'))"
# What staff said, or is to say, about what is not simply live.
REASONS = {
    "requires_changes": "Good work, but show one more example of what comes out, and say what it was tried with.",
    "declined": "This is a list that is found in many places, and it says nothing about what its buyer can do with it.",
}
TOO_MUCH = {"requires_changes": "Nobody can show that it is the best one. Say what it does instead."}
EDITED: dict[str, tuple[str, dict[str, Any]]] = {
    "Kestrel embeddings": ("submitted", {"tagline": "384 dimensions, eleven languages, still one database row"}),
    "Icons for harbours": (
        "submitted",
        {"title": "Icons for harbours and rivers", "tags": ["design", "icons", "rivers"]},
    ),
    "Quiet inbox": ("requires_changes", {"tagline": "The best inbox in the world"}),
}


def load() -> None:
    """Have the demo's catalogue there; a second call changes nothing."""
    now, things = clock.now(), read_things()
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Two programs loading at once: the second waits, and finds all of it.
            cursor.execute(LOCK)
        people = sellers(now=now)
        known = set(Product.objects.filter(seller__in=people.values()).values_list("slug", flat=True))
        missing = [thing for thing in things if slugify(thing.title) not in known]
        if not missing:
            return
        products = _products(missing, people, _categories(), now)
        _tags(missing, products)
        _tiers(missing, products)
        _versions(missing, products, now)
        _covers(missing, products)
        _reviews(missing, products, now)
        for product in products:
            if product.approved_at is not None:
                news.tell(product.pk, now=now)
        publish(reviews_changed())


def _categories() -> dict[str, Category]:
    found = {row.path: row for row in Category.objects.all()}
    for place, (path, name, about) in enumerate(CATEGORIES):
        if path not in found:
            above, _slash, slug = path.rpartition("/")
            values: dict[str, Any] = {"name": name, "about": about, "place": place, "parent": found.get(above)}
            found[path] = Category.objects.create(path=path, slug=slug, **values)
    return found


def _products(
    things: Sequence[Thing], people: dict[str, Any], categories: dict[str, Category], now: datetime
) -> list[Product]:
    rows = []
    for place, thing in enumerate(things):
        at = now - timedelta(days=(place * 37) % 180 + 3, hours=place % 11)
        rows.append(
            Product(
                seller=people[thing.by],
                kind=thing.kind,
                slug=slugify(thing.title),
                title=thing.title,
                tagline=thing.tagline,
                description=thing.description,
                category=categories[thing.at],
                attributes=dict(thing.attributes),
                state=thing.state,
                created_at=at - timedelta(days=4),
                changed_at=at,
                submitted_at=None if thing.state == ListingState.DRAFT else at - timedelta(days=1),
                approved_at=at if thing.state == ListingState.APPROVED else None,
            )
        )
    return Product.objects.bulk_create(rows)


def _tags(things: Sequence[Thing], products: Sequence[Product]) -> None:
    names = {slugify(name): name for thing in things for name in thing.tag_names}
    Tag.objects.bulk_create([Tag(slug=slug, name=name) for slug, name in sorted(names.items())], ignore_conflicts=True)
    tags = {tag.slug: tag for tag in Tag.objects.filter(slug__in=names)}
    through = Product.tags.through
    through.objects.bulk_create(
        through(product_id=product.pk, tag_id=tags[slugify(name)].pk)
        for thing, product in zip(things, products, strict=True)
        for name in thing.tag_names
    )


def _tiers(things: Sequence[Thing], products: Sequence[Product]) -> None:
    names = ("name", "pricing", "interval", "about", "stock", "sold", "most")
    told = [
        (one, Tier(product=product, place=place, **{name: one[name] for name in names if name in one}))
        for thing, product in zip(things, products, strict=True)
        for place, one in enumerate(thing.tiers)
    ]
    Tier.objects.bulk_create([tier for _one, tier in told])
    Price.objects.bulk_create(price for one, tier in told for price in _prices(one, tier))


def _prices(one: Any, tier: Tier) -> list[Price]:
    if "cents" not in one:
        return []
    suggested = in_currencies(one["suggested"]) if "suggested" in one else {}
    return [
        Price(tier=tier, currency=code, amount_minor=amount, suggested_minor=suggested.get(code))
        for code, amount in in_currencies(one["cents"]).items()
    ]


def _versions(things: Sequence[Thing], products: Sequence[Product], now: datetime) -> None:
    rows = [
        (
            thing,
            Version(
                product=product, number=number, changelog=words, preview=thing.preview, created_at=product.created_at
            ),
        )
        for thing, product in zip(things, products, strict=True)
        for number, words in thing.versions
    ]
    Version.objects.bulk_create([version for _thing, version in rows])
    Content.objects.bulk_create(
        Content(version=version, body=thing.content) for thing, version in rows if thing.content
    )
    File.objects.bulk_create(_file(name, thing, version) for thing, version in rows for name in thing.files)
    for thing, version in rows:
        place = [number for number, _words in thing.versions].index(version.number)
        version.is_current = place == len(thing.versions) - 1
        approved_at = version.product.approved_at
        behind = timedelta(days=40 * (len(thing.versions) - 1 - place))
        version.published_at = approved_at - behind if approved_at is not None else None
    live = [version for _thing, version in rows if version.published_at is not None]
    # Older ones were there before their listing is said to be: it was renewed since.
    Version.objects.bulk_update(live, ["published_at", "is_current"])


def _file(name: str, thing: Thing, version: Version) -> File:
    body, plain = goods(name, thing), name.partition("|")[0]
    path = private_files().save(new_name("goods"), ContentFile(body))
    return File(
        version=version,
        name=plain,
        path=path,
        bytes=len(body),
        media_type=ENDINGS[ending_of(plain)].media_type,
        sha256=sha256(body).hexdigest(),
        is_sample=plain.startswith(("taster", "sample", "sheet.")),
    )


def _covers(things: Sequence[Thing], products: Sequence[Product]) -> None:
    # Drawing leaves the interpreter to others: two at a time take half as long.
    with ThreadPoolExecutor(2) as pool:
        drawn = list(pool.map(lambda thing: cover(thing.title, thing.kind), things))
    Picture.objects.bulk_create(
        Picture(
            product=product,
            public_id=new_picture_id(),
            path=keep_picture_file(content),
            width=WIDTH,
            height=HEIGHT,
            alt=f"Cover of “{product.title}”",
        )
        for product, content in zip(products, drawn, strict=True)
    )


def _reviews(things: Sequence[Thing], products: Sequence[Product], now: datetime) -> None:
    changes = []
    for thing, product in zip(things, products, strict=True):
        if thing.state in {"submitted", *REASONS}:
            version = product.versions.get()
            change = Change(
                product=product, is_first=True, state=thing.state, after=first_values(product, version.public_id)
            )
            changes.append(change)
        elif thing.title in EDITED:
            state, after = EDITED[thing.title]
            live = live_values(product)
            changes.append(
                Change(product=product, state=state, after=after, before={name: live[name] for name in after})
            )
    for place, change in enumerate(changes):
        change.created_at = change.submitted_at = now - timedelta(hours=5 * place + 2)
        change.reason = REASONS.get(change.state, "") if change.is_first else TOO_MUCH.get(change.state, "")
        change.decided_at = now if change.state == "declined" else None
    Change.objects.bulk_create(changes)
