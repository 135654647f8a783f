"""How good a search is: what of the wanted is among the first ten, and how far down the first of it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

from market.catalog.models import Product
from market.finding.meaning import meaning_of
from market.finding.models import Document
from market.finding.search.matching import NEAREST, best, match
from market.finding.search.query import understand
from tests.market.finding.corpus import Judged, judged

SEEN = 10
WAYS = ("text only", "meaning only", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Means over all queries: recall among the first ten, and the reciprocal rank of the first that was wanted."""

    recall: float
    rank: float


def judge(find: Callable[[str], Sequence[str]], hard: str = "") -> Score:
    """The score of a way to search, over all queries or those of one difficulty."""
    queries = [query for query in judged() if hard in {"", query.hard}]
    found = [(query, list(find(query.typed))[:SEEN]) for query in queries]
    recalls = [len(query.wanted.intersection(seen)) / min(len(query.wanted), SEEN) for query, seen in found]
    return Score(
        recall=sum(recalls) / len(found), rank=sum(_reciprocal(query, seen) for query, seen in found) / len(found)
    )


def by_way(name: str) -> Callable[[str], list[str]]:
    """The search itself, or one half of it alone: slugs, best first.

    Meaning alone shows whatever is nearest, however far: it is compared at its best.
    """
    slugs = dict(Product.objects.values_list("pk", "slug"))

    def find(typed: str) -> list[str]:
        if name == "meaning only":
            return [slugs[pk] for pk in _nearest(typed)]
        found = match(typed, meaning=name == "both")
        return [slugs[pk] for pk in best(Document.objects.all(), found)] if found else []

    return find


def _nearest(typed: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"meaning": str(meaning_of(understand(typed).meant)), "most": SEEN})
        return [row[0] for row in cursor.fetchall()]


def _reciprocal(query: Judged, seen: list[str]) -> float:
    return next((1 / place for place, slug in enumerate(seen, 1) if slug in query.wanted), 0.0)
