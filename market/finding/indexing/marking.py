"""Which products must be indexed anew: marked with the change itself, and looked for by a sweep."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

MARK = """
INSERT INTO finding_stale (product_id, since) SELECT product, %(now)s FROM unnest(%(products)s::bigint[]) product
ORDER BY product ON CONFLICT (product_id) DO UPDATE SET since = finding_stale.since
"""
# What no news told: products put in by hand, sellers who were closed, a branch of categories that was moved or renamed.
MISSED = """
SELECT product.id
FROM catalog_product product
JOIN accounts_user seller ON seller.id = product.seller_id
LEFT JOIN catalog_category category ON category.id = product.category_id
LEFT JOIN finding_document document ON document.product_id = product.id
WHERE (document.product_id IS NOT NULL) <> (product.state = 'approved' AND NOT product.is_paused
                                            AND product.deleted_at IS NULL AND seller.is_active)
   OR document.category <> category.path OR document.refreshed_at < product.changed_at
ORDER BY product.id LIMIT %(most)s
"""
AT_ONCE = 2000


def mark_stale(products: Iterable[int], *, now: datetime) -> None:
    """Have these products (rows) indexed anew; in the transaction of what changed about them."""
    with connection.cursor() as cursor:
        cursor.execute(MARK, {"products": sorted(set(products)), "now": now})


def mark_missed(*, now: datetime) -> int:
    """Find what differs from its product without anybody having said so. Returns how many were marked."""
    with connection.cursor() as cursor:
        cursor.execute(MISSED, {"most": AT_ONCE})
        missed = [row[0] for row in cursor.fetchall()]
    if missed:
        mark_stale(missed, now=now)
    return len(missed)
