"""Building documents, in one transaction with taking back that they are stale and counting their words.

A change that is made while its document is built waits until that is committed and says stale again; one that is not
committed yet has not said it. A worker that is killed takes nothing back.
"""

import json
from collections import Counter
from datetime import datetime

from django.db import connection, transaction

from market.finding.indexing.gathering import Json, gather
from market.finding.models import Announcement, Document, Lowest, Searched

# Few enough that a seller who changes one of them meanwhile hardly waits for the commit.
BITE = 50
# A description beyond this is found by its beginning.
SEARCHED = 8000
# What another worker has taken is passed over: they build it.
TAKE = """
DELETE FROM finding_stale WHERE product_id IN (
    SELECT product_id FROM finding_stale ORDER BY since, product_id LIMIT %(most)s FOR UPDATE SKIP LOCKED
) RETURNING product_id
"""
BUILD = """
INSERT INTO finding_document (product_id, refreshed_at, kind, seller, category, tags, pricing, currencies, traits,
    is_free, approved_at, popularity)
SELECT product_id, %(now)s, kind, seller, category, tags, pricing, currencies, traits, is_free, approved_at, 0
FROM jsonb_to_recordset(%(rows)s) row (
    product_id bigint, kind text, seller text, category text, tags text[], pricing text[], currencies text[],
    traits text[], is_free boolean, approved_at timestamptz)
ON CONFLICT (product_id) DO UPDATE SET
    refreshed_at = EXCLUDED.refreshed_at, kind = EXCLUDED.kind, seller = EXCLUDED.seller,
    category = EXCLUDED.category, tags = EXCLUDED.tags, pricing = EXCLUDED.pricing,
    currencies = EXCLUDED.currencies, traits = EXCLUDED.traits, is_free = EXCLUDED.is_free,
    approved_at = EXCLUDED.approved_at
"""
WRITE = """
INSERT INTO finding_searched (document_id, title, words, vocabulary, meaning)
SELECT product_id, finding_folded(title),
    finding_vector(title, 'A') || finding_vector(beside, 'B') || finding_vector(seller_name, 'C')
        || finding_vector(left(description, %(searched)s), 'D'),
    finding_words(concat_ws(' ', title, beside, seller_name, left(description, %(searched)s))), meaning::vector
FROM jsonb_to_recordset(%(rows)s) row (
    product_id bigint, title text, beside text, seller_name text, description text, meaning text)
ON CONFLICT (document_id) DO UPDATE SET
    title = EXCLUDED.title, words = EXCLUDED.words, vocabulary = EXCLUDED.vocabulary, meaning = EXCLUDED.meaning
RETURNING document_id, vocabulary
"""
# In the order of the words: of two workers, one waits for the other and none for each other.
COUNT = """
INSERT INTO finding_word (word, count)
SELECT word, change FROM unnest(%(words)s::text[], %(changes)s::int[]) new (word, change) ORDER BY word COLLATE "C"
ON CONFLICT (word) DO UPDATE SET count = finding_word.count + EXCLUDED.count
"""
FORGET = "DELETE FROM finding_word WHERE word = ANY(%(words)s) AND count <= 0"


def refresh_stale(*, now: datetime, limit: int = 1000) -> int:
    """Build what is stale, longest waiting first. Returns how many documents were built."""
    built = 0
    while built < limit and (bite := _refresh_some(now)):
        built += bite
    return built


@transaction.atomic
def _refresh_some(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"most": BITE})
        taken = sorted(row[0] for row in cursor.fetchall())
    if not taken:
        return 0
    before = dict(
        Searched.objects.select_for_update().filter(pk__in=taken).order_by("pk").values_list("pk", "vocabulary")
    )
    rows = gather(taken)
    after = _build(rows, now)
    Document.objects.filter(pk__in=set(taken) - set(after)).delete()
    _count(before, after)
    Announcement.objects.bulk_create([Announcement(product_id=pk) for pk in after], ignore_conflicts=True)
    move_revision()
    # Once more when others can see it: what they counted meanwhile is counted anew.
    transaction.on_commit(move_revision)
    return len(taken)


def move_revision() -> None:
    """Say that the index changed: counts that were kept are no longer true."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('finding_revision')")


def _build(rows: list[Json], now: datetime) -> dict[int, list[str]]:
    """Write documents, prices and words; the vocabulary of each by its product."""
    prices = {row["product_id"]: row.pop("lowest") for row in rows}
    with connection.cursor() as cursor:
        cursor.execute(BUILD, {"rows": json.dumps(rows), "now": now})
        cursor.execute(WRITE, {"rows": json.dumps(rows), "searched": SEARCHED})
        vocabularies = dict(cursor.fetchall())
    _price(prices)
    return vocabularies


def _price(lowest: dict[int, dict[str, int]]) -> None:
    Lowest.objects.filter(document__in=list(lowest)).delete()
    Lowest.objects.bulk_create(
        Lowest(document_id=pk, currency=currency, amount_minor=amount)
        for pk, prices in lowest.items()
        for currency, amount in prices.items()
    )


def _count(before: dict[int, list[str]], after: dict[int, list[str]]) -> None:
    """Add the words that came, take off those that went."""
    changed: Counter[str] = Counter()
    for words in after.values():
        changed.update(words)
    for words in before.values():
        changed.subtract(words)
    moved = sorted((word, change) for word, change in changed.items() if change)
    if not moved:
        return
    words, changes = [word for word, _change in moved], [change for _word, change in moved]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"words": words, "changes": changes})
        cursor.execute(FORGET, {"words": words})
