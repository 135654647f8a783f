"""What a search matches: documents with its words, and those whose meaning is nearest; and how well each does."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Q, QuerySet, Value

from market.finding.meaning import meaning_of
from market.finding.models import Document, Searched
from market.finding.search.query import SYNONYM, Query, Term, understand

# As many as are looked at for their meaning, and how near is near: two texts about nothing in common lie beyond 0.8.
NEAR, FAR = 60, 0.62
# Where every word together finds fewer, those with some of them come after.
FEW = 10
# Beyond the best of these nobody turns pages: filters are there.
RANKED = 1000
# How much the fusion cares for the first places (as in Cormack 2009), and what the meaning's vote counts.
SMOOTH, MEANT = 20, 0.7
NEAREST = """
SELECT document_id, meaning <=> %(meaning)s::vector AS distance FROM finding_searched
ORDER BY meaning <=> %(meaning)s::vector LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a search asks of the index: `words` as text of a tsquery, `near` the products by distance of meaning."""

    query: Query
    words: str = ""
    near: dict[int, float] = field(default_factory=dict)


def match(search: str, *, text: bool = True, meaning: bool = True) -> Match | None:
    """What these words ask; None for no words. `text` and `meaning` switch either way off, to compare them."""
    query = understand(search)
    if not query.terms:
        return None
    words = _words(query) if text else ""
    return Match(query=query, words=words, near=_near(query.meant) if meaning else {})


def matched(rows: QuerySet[Document], found: Match | None) -> QuerySet[Document]:
    """Those of the documents that a search matches; all, where nothing is searched for."""
    if found is None:
        return rows
    asked = Q(pk__in=list(found.near))
    if found.words:
        asked |= Q(pk__in=Searched.objects.filter(_fits(found.words)).values("pk"))
    return _but_unwanted(rows.filter(asked), found)


def best(rows: QuerySet[Document], found: Match) -> list[int]:
    """The products of these documents, best first, fused from both ways to find them."""
    rows, by_words = _but_unwanted(rows, found), list[int]()
    if found.words:
        scored = rows.filter(_fits(found.words, "searched__words")).annotate(score=_score(found.query.terms))
        by_words = list(scored.order_by("-score", "-popularity", "-pk").values_list("pk", flat=True)[:RANKED])
    there = set(rows.filter(pk__in=list(found.near)).values_list("pk", flat=True))
    return fused(by_words, [pk for pk in found.near if pk in there])


def fused(by_words: list[int], by_meaning: list[int]) -> list[int]:
    """Two orders as one: what stands high in both comes first (reciprocal rank fusion)."""
    votes: dict[int, float] = {}
    for order, worth in ((by_words, 1.0), (by_meaning, MEANT)):
        for place, pk in enumerate(order, 1):
            votes[pk] = votes.get(pk, 0.0) + worth / (SMOOTH + place)
    return sorted(votes, key=lambda pk: -votes[pk])


def _but_unwanted(rows: QuerySet[Document], found: Match) -> QuerySet[Document]:
    if not found.query.unwanted:
        return rows
    return rows.exclude(pk__in=Searched.objects.filter(_fits(found.query.unwanted)).values("pk"))


def _words(query: Query) -> str:
    """Every word together where that finds enough, else some of them too."""
    if not query.every:
        return ""
    enough = Searched.objects.filter(_fits(query.every)).values("pk")[:FEW]
    return query.every if len(query.terms) == 1 or len(enough) == FEW else f"( {query.every} ) | {query.some}"


def _near(text: str) -> dict[int, float]:
    meaning = meaning_of(text)
    if meaning is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"meaning": str(meaning), "most": NEAR})
        return {pk: distance for pk, distance in cursor.fetchall() if distance is not None and distance <= FAR}


def _score(terms: tuple[Term, ...]) -> Any:
    """How well each word fits (its weight in the title counts most), the telling ones more; exact before alike."""
    parts: Any = Value(0.0, output_field=FloatField())
    for term in terms:
        for text, worth in ((term.exact, 1 - SYNONYM), (term.wider, SYNONYM)):
            if text:
                fit = Func(Value(WEIGHTS), F("searched__words"), _query(text), function="ts_rank")
                parts = parts + Value(term.weight * worth) * Func(fit, function="", output_field=FloatField())
    return parts


# D, C, B, A: description, seller, what stands beside, title.
WEIGHTS = "{0.08, 0.2, 0.5, 1.0}"


def _query(text: str) -> Func:
    return Func(Value(text), template="(%(expressions)s)::tsquery", output_field=SearchQueryField())


def _fits(text: str, words: str = "words") -> Func:
    template = {"template": "(%(expressions)s)", "arg_joiner": " @@ "}
    return Func(F(words), _query(text), output_field=BooleanField(), **template)
