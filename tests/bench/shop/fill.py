"""Filling the shop: rows by COPY, then the index in a few statements, as a restored database would have it."""

import time
from typing import Any

from django.db import connection

from market.catalog.models import Category, Tag
from market.finding.counting import FOLD
from project.accounts.models import Role, User
from tests.bench.shop.goods import Inventor

SELLERS = 200
EMPTY = """
TRUNCATE finding_document, finding_searched, finding_lowest, finding_word, finding_stale, finding_announcement CASCADE;
TRUNCATE catalog_product, catalog_tier, catalog_price CASCADE;
"""
HEAP = """
CREATE UNLOGGED TABLE IF NOT EXISTS bench_goods (number int, slug text, kind text, category_id bigint, path text,
    title text, tagline text, description text, tags text[], price bigint, popularity int, seller_id bigint,
    seller text, meaning text);
TRUNCATE bench_goods
"""
FILL = """
INSERT INTO catalog_product (public_id, kind, slug, title, tagline, description, attributes, state, is_paused, revision,
    created_at, changed_at, approved_at, category_id, seller_id)
SELECT 'prd_' || lpad(number::text, 22, '0'), kind, slug, title, tagline, description, '{}', 'approved', false, 1,
    now() - number * interval '1 minute', now() - number * interval '1 minute', now() - number * interval '1 minute',
    category_id, seller_id FROM bench_goods;
INSERT INTO catalog_tier (product_id, public_id, name, about, pricing, interval, place, is_active, most, reserved, sold)
SELECT product.id, 'tier_' || lpad(number::text, 22, '0'), 'Standard', '',
    CASE WHEN price = 0 THEN 'free' ELSE 'one_time' END, '', 0, true, 1, 0, 0
FROM bench_goods JOIN catalog_product product USING (slug);
INSERT INTO catalog_price (tier_id, currency, amount_minor)
SELECT tier.id, 'USD', price FROM bench_goods JOIN catalog_tier tier
    ON tier.public_id = 'tier_' || lpad(number::text, 22, '0') WHERE price > 0;
INSERT INTO catalog_product_tags (product_id, tag_id)
SELECT product.id, tag.id FROM bench_goods goods JOIN catalog_product product USING (slug)
JOIN catalog_tag tag ON tag.slug = ANY(goods.tags);
INSERT INTO finding_document (product_id, refreshed_at, kind, seller, category, tags, pricing, currencies, traits,
    is_free, approved_at, popularity)
SELECT product.id, now(), goods.kind, goods.seller, path, tags,
    ARRAY[CASE WHEN price = 0 THEN 'free' ELSE 'one_time' END], ARRAY['USD'], '{}', price = 0, product.approved_at,
    popularity FROM bench_goods goods JOIN catalog_product product USING (slug);
INSERT INTO finding_lowest (document_id, currency, amount_minor)
SELECT product.id, 'USD', price FROM bench_goods JOIN catalog_product product USING (slug);
INSERT INTO finding_searched (document_id, title, words, vocabulary, meaning)
SELECT product.id, finding_folded(goods.title), finding_vector(goods.title, 'A')
    || finding_vector(concat_ws(' ', goods.tagline, path, array_to_string(tags, ' ')), 'B')
    || finding_vector(goods.description, 'D'),
    finding_words(concat_ws(' ', goods.title, goods.tagline, path, goods.description)), meaning::vector
FROM bench_goods goods JOIN catalog_product product USING (slug);
INSERT INTO finding_word (word, count)
SELECT word, count(*) FROM finding_searched, unnest(vocabulary) word GROUP BY word;
"""
INDEXES = ("finding_words", "finding_meaning")


def fill(count: int) -> dict[str, Any]:
    """Empty the shop and put so many products into it. Returns what took how long, in seconds, and bytes."""
    took, began = {}, time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
        cursor.execute(HEAP)
        _copy(cursor, count)
        took["invented"], began = time.monotonic() - began, time.monotonic()
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(INDEXES)])
        indexes = dict(cursor.fetchall())
        for name in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(FILL)
        took["rows"], began = time.monotonic() - began, time.monotonic()
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for name, definition in indexes.items():
            cursor.execute(definition)
            took[name], began = time.monotonic() - began, time.monotonic()
        cursor.execute(FOLD)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT nextval('finding_revision')")
        sizes = {name: _size(cursor, name) for name in ("finding_document", "finding_searched", *INDEXES)}
    return {"products": count, "seconds": took, "bytes": sizes}


def _copy(cursor: Any, count: int) -> None:
    inventor, sellers = Inventor(), _sellers()
    paths = _categories({row[2] for row in inventor.rows})
    for name in sorted({tag.strip() for row in inventor.rows for tag in row[6].split(",")}):
        Tag.objects.get_or_create(slug=name.replace(" ", "-"), defaults={"name": name})
    with cursor.copy("COPY bench_goods FROM STDIN") as copy:
        for number, one in enumerate(inventor.products(count)):
            seller = sellers[number % SELLERS]
            copy.write_row(
                (number, one["slug"], one["kind"], paths[one["path"]], one["path"], one["title"], one["tagline"],
                 one["description"], one["tags"], one["price"], one["popularity"], seller.pk, seller.public_id,
                 one["meaning"])
            )  # fmt: skip


def _sellers() -> list[User]:
    known = list(User.objects.filter(email__startswith="bench-seller").order_by("pk"))
    for number in range(len(known), SELLERS):
        email = f"bench-seller{number}@example.org"
        known.append(User.objects.create_user(email, None, display_name=f"Seller {number}", roles=[Role.SELLER]))
    return known


def _categories(paths: set[str]) -> dict[str, int]:
    every = {"/".join(path.split("/")[:depth]) for path in paths for depth in (1, 2)}
    for path in sorted(every):
        above, _slash, slug = path.rpartition("/")
        parent = Category.objects.get(path=above) if above else None
        Category.objects.get_or_create(
            path=path, defaults={"parent": parent, "slug": slug, "name": slug.capitalize()}
        )  # fmt: skip
    return dict(Category.objects.filter(path__in=paths).values_list("path", "pk"))


def _size(cursor: Any, name: str) -> int:
    cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [name])
    return int(cursor.fetchone()[0])
