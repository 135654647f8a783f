"""What is bought together, and what is asked for most: counted from paid orders, each of them once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import batched

from django.db import connection, transaction
from django.db.models import QuerySet

from market.finding.models import Counted, Document
from market.orders.models import OrderLine

AT_ONCE = 200
# What was sold or marked longer ago says little about what is wanted now.
RECENT = timedelta(days=90)
UNCOUNTED = """
SELECT orders.id FROM orders_order orders
LEFT JOIN finding_counted counted ON counted.order_id = orders.id
WHERE orders.paid_at IS NOT NULL AND counted.order_id IS NULL
ORDER BY orders.id LIMIT %(most)s FOR UPDATE OF orders SKIP LOCKED
"""
# Pairs in the order of their rows: two that count at once wait for each other at most once.
PAIRS = """
INSERT INTO finding_together (product_id, other_id, count)
SELECT one.product_id, other.product_id, count(DISTINCT one.order_id)
FROM orders_orderline one JOIN orders_orderline other
  ON other.order_id = one.order_id AND other.product_id <> one.product_id
WHERE one.order_id = ANY(%(orders)s)
GROUP BY one.product_id, other.product_id ORDER BY one.product_id, other.product_id
ON CONFLICT (product_id, other_id) DO UPDATE SET count = finding_together.count + EXCLUDED.count
"""
SOLD = """
UPDATE finding_document document SET popularity = popularity + sold.count * %(worth)s
FROM (SELECT product_id, count(*) FROM orders_orderline WHERE order_id = ANY(%(orders)s) GROUP BY product_id) sold
WHERE document.product_id = sold.product_id
"""
WEIGHED = """
WITH every AS (
    SELECT line.product_id, %(worth)s AS weight FROM orders_orderline line
    JOIN orders_order orders ON orders.id = line.order_id WHERE orders.paid_at > %(since)s
    UNION ALL SELECT product_id, 2 FROM finding_favourite WHERE at > %(since)s
    UNION ALL SELECT product_id, 1 FROM finding_viewed WHERE at > %(since)s
), weighed AS (SELECT product_id, sum(weight)::int AS weight FROM every GROUP BY product_id)
SELECT document.product_id, coalesce(weighed.weight, 0)
FROM finding_document document LEFT JOIN weighed USING (product_id)
WHERE document.popularity <> coalesce(weighed.weight, 0) ORDER BY document.product_id
"""
# In one statement: who reads sees the rows or their sum.
FOLD = """
WITH gone AS (
    DELETE FROM finding_tally WHERE (scope, facet, value) IN (
        SELECT scope, facet, value FROM finding_tally GROUP BY scope, facet, value HAVING count(*) > 1
    ) RETURNING scope, facet, value, change
)
INSERT INTO finding_tally (scope, facet, value, change)
SELECT scope, facet, value, sum(change) FROM gone GROUP BY scope, facet, value HAVING sum(change) <> 0
"""
SALE = 10


def count_sold() -> int:
    """Count the orders that were paid since, and with them what was bought together. Returns how many."""
    counted = 0
    while bite := _count_bite():
        counted += bite
    return counted


def weigh(*, now: datetime) -> None:
    """How much each product is asked for now: sales, favourites and looks of the last months."""
    with connection.cursor() as cursor:
        cursor.execute(WEIGHED, {"since": now - RECENT, "worth": SALE})
        changed = dict(cursor.fetchall())
    for bite in batched(changed, AT_ONCE):
        with transaction.atomic():
            rows = list(_locked(bite))
            for row in rows:
                row.popularity = changed[row.pk]
            Document.objects.bulk_update(rows, ["popularity"])


def fold_tallies() -> None:
    """Put what documents added to each count into one row."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)


def _locked(products: Iterable[int]) -> QuerySet[Document]:
    """Documents in the order of their rows: whoever writes several takes them so."""
    return Document.objects.select_for_update().only("popularity").filter(pk__in=list(products)).order_by("pk")


@transaction.atomic
def _count_bite() -> int:
    with connection.cursor() as cursor:
        cursor.execute(UNCOUNTED, {"most": AT_ONCE})
        orders = [row[0] for row in cursor.fetchall()]
        if orders:
            # Who commits second is refused by the key, with all that they counted.
            Counted.objects.bulk_create([Counted(order_id=pk) for pk in orders])
            cursor.execute(PAIRS, {"orders": orders})
            sold = OrderLine.objects.filter(order__in=orders).values_list("product_id", flat=True)
            list(_locked(sold))
            cursor.execute(SOLD, {"orders": orders, "worth": SALE})
    return len(orders)
