"""What a search matches: documents with its words, and those whose meaning is nearest; and how well each does."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import F, FloatField, Func, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from pgvector.django import CosineDistance

from market.finding.meaning import meaning_of
from market.finding.models import Document
from market.finding.search.query import SYNONYM, Query, Term, understand

# As many as are looked at for their meaning. What is farther than this has nothing in common with it; what is so much
# farther than the nearest is not meant. Where no word is known, only what is near indeed.
NEAR, FAR, GAP, STRANGE = 60, 0.8, 0.2, 0.6
# Where every word together finds fewer, those with some of them come after.
FEW = 10
# Beyond the best of these nobody turns pages: filters are there.
RANKED, WEIGHED = 500, 500
# Of two marks between 0 and 1, this much is for the words. Measured against reciprocal ranks and other parts: see
# `python -m tests.bench finding`.
WORDS = 0.3
# D, C, B, A: description, seller, what stands beside, title.
WEIGHTS = "{0.08, 0.2, 0.5, 1.0}"
NEAREST = """
SELECT document_id, meaning <=> %(meaning)s::vector AS distance FROM finding_searched
ORDER BY meaning <=> %(meaning)s::vector LIMIT %(most)s
"""
ENOUGH = "SELECT FROM finding_fitting(%(words)s::tsquery) LIMIT %(few)s"
FITTING = "SELECT fitting FROM finding_fitting(%s::tsquery) fitting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a search asks of the index: `words` as text of a tsquery, `near` the products by distance of meaning."""

    query: Query
    words: str = ""
    meaning: list[float] | None = None
    near: dict[int, float] = field(default_factory=dict)


def match(search: str, *, text: bool = True, meaning: bool = True) -> Match | None:
    """What these words ask; None for no words. `text` and `meaning` switch either way off, to compare them."""
    query = understand(search)
    if not query.terms:
        return None
    words = _words(query) if text else ""
    if not meaning:
        return Match(query=query, words=words)
    direction = meaning_of(query.meant)
    return Match(query=query, words=words, meaning=direction, near=_near(query, direction))


def matched(rows: QuerySet[Document], found: Match | None) -> QuerySet[Document]:
    """Those of the documents that a search matches; all, where nothing is searched for."""
    if found is None:
        return rows
    return _but_unwanted(rows.filter(pk__in=_fitting(found.words, or_of=list(found.near))), found)


def best(rows: QuerySet[Document], found: Match) -> list[int]:
    """The products of these documents that match, best first: by how well the words fit and how near the meaning is.

    Of words that very many use, those documents are weighed that are asked for most, and whatever is near in meaning.
    """
    rows = _but_unwanted(rows, found)
    weighed = set(found.near)
    mark: Any = Value(0.0)
    if found.words:
        fitting = rows.filter(pk__in=_fitting(found.words))
        weighed |= set(fitting.order_by("-popularity", "-pk").values_list("pk", flat=True)[:WEIGHED])
        mark = _fit(found.query.terms) * Value(WORDS)
    if found.meaning:
        mark = mark + (Value(1.0) - CosineDistance("searched__meaning", found.meaning)) * Value(1 - WORDS)
    ranked = rows.filter(pk__in=list(weighed), searched__isnull=False)
    ranked = ranked.annotate(mark=Coalesce(mark, Value(0.0), output_field=FloatField()))
    return list(ranked.order_by("-mark", "-popularity", "-pk").values_list("pk", flat=True)[:RANKED])


def _but_unwanted(rows: QuerySet[Document], found: Match) -> QuerySet[Document]:
    if not found.query.unwanted:
        return rows
    return rows.exclude(pk__in=_fitting(found.query.unwanted))


def _words(query: Query) -> str:
    """Every word together where that finds enough, else some of them too."""
    if not query.every:
        return ""
    if query.is_exact or len(query.terms) == 1:
        return query.every
    with connection.cursor() as cursor:
        cursor.execute(ENOUGH, {"words": query.every, "few": FEW})
        return query.every if len(cursor.fetchall()) == FEW else f"( {query.every} ) | {query.some}"


def _near(query: Query, direction: list[float] | None) -> dict[int, float]:
    """The nearest products and their distance."""
    if direction is None or query.is_exact:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"meaning": str(direction), "most": NEAR})
        near = [(pk, distance) for pk, distance in cursor.fetchall() if distance is not None]
    far = min(FAR if query.is_known else STRANGE, near[0][1] + GAP if near else 0.0)
    return {pk: distance for pk, distance in near if distance <= far}


def _fit(terms: tuple[Term, ...]) -> Any:
    """How well the words fit, from 0 to 1: the telling ones count more, exact ones more than their synonyms."""
    parts: Any = Value(0.0, output_field=FloatField())
    every = sum(term.weight for term in terms) or 1.0
    for term in terms:
        alone = term.exact == term.wider
        for text, worth in ((term.exact, 1.0 if alone else 1 - SYNONYM), (term.wider, 0.0 if alone else SYNONYM)):
            if text and worth:
                fit = Func(
                    Value(WEIGHTS), F("searched__words"), _query(text), function="ts_rank", output_field=FloatField()
                )
                parts = parts + Value(term.weight * worth / every) * fit
    return parts


def _query(text: str) -> Func:
    return Func(Value(text), template="(%(expressions)s)::tsquery", output_field=SearchQueryField())


def _fitting(words: str, *, or_of: list[int] | None = None) -> RawSQL:
    """The products with these words, or among those that are named."""
    if not or_of:
        return RawSQL(FITTING, [words])  # noqa: S611 - values are parameters
    return RawSQL(f"{FITTING} UNION SELECT unnest(%s::bigint[])", [words, or_of])  # noqa: S611 - likewise
