"""Products beside a product: what means alike and stands near, and what was bought together with it."""

from collections.abc import Iterable

from django.db import connection

from market.finding.models import Document, Together

# The nearest by meaning; those of the same kind or branch are taken for nearer than they are.
NEIGHBOURS = """
WITH own AS (
    SELECT meaning, kind, category FROM finding_searched JOIN finding_document ON product_id = document_id
    WHERE document_id = %(product)s
), near AS (
    SELECT document_id, meaning <=> (SELECT meaning FROM own) AS distance FROM finding_searched
    ORDER BY meaning <=> (SELECT meaning FROM own) LIMIT %(weighed)s
)
SELECT document.product_id FROM near JOIN finding_document document ON document.product_id = near.document_id, own
WHERE document.product_id <> %(product)s AND near.distance < %(far)s
ORDER BY near.distance - CASE WHEN document.category = own.category THEN 0.1 ELSE 0 END
                       - CASE WHEN document.kind = own.kind THEN 0.05 ELSE 0 END, document.product_id
LIMIT %(most)s
"""
WEIGHED, FAR = 40, 0.75


def similar_to(product: int, *, most: int = 6) -> list[int]:
    """Products like this one (rows), the most alike first; only what is for sale."""
    with connection.cursor() as cursor:
        cursor.execute(NEIGHBOURS, {"product": product, "weighed": WEIGHED, "far": FAR, "most": most})
        return [row[0] for row in cursor.fetchall()]


def bought_with(product: int, *, most: int = 4) -> list[int]:
    """What people bought in the same order, most often first; only what is for sale."""
    rows = Together.objects.filter(product=product, other__document__isnull=False).order_by("-count", "other")
    return list(rows.values_list("other", flat=True)[:most])


def popular(*, most: int = 12, but: Iterable[int] = ()) -> list[int]:
    """What is asked for most now."""
    rows = Document.objects.exclude(pk__in=list(but)).order_by("-popularity", "-pk")
    return list(rows.values_list("pk", flat=True)[:most])


def newest(*, most: int = 12, but: Iterable[int] = ()) -> list[int]:
    """What came up last."""
    rows = Document.objects.exclude(pk__in=list(but)).order_by("-approved_at", "-pk")
    return list(rows.values_list("pk", flat=True)[:most])
