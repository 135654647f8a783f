"""Counts beside the filters: each facet is counted as if it were not chosen, so that one sees what else there is.

One statement counts them all. What was counted is kept until a document changes, half a minute at the most.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, Count, F, Func, Max, Min, QuerySet, Value
from django.db.models.functions import Cast

from market.finding.models import Document, Lowest
from market.finding.search.filters import currency_of, filtered
from market.finding.search.matching import Match, matched
from market.finding.search.wanted import Wanted

MOST = {"tag": 24, "trait": 60}
KEPT_SECONDS, KEPT = 30.0, 256
COLUMNS = {
    "category": "category",
    "kind": "kind",
    "pricing": "pricing",
    "currency": "currencies",
    "tag": "tags",
    "trait": "traits",
    "free": "is_free",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many there are: in all, and for each value of each facet; what the cheapest and the dearest cost.

    A category counts what is in its branches too.
    """

    total: int
    counts: dict[str, dict[str, int]]
    currency: str
    cheapest: int | None
    dearest: int | None


def count_facets(wanted: Wanted, found: Match | None) -> Facets:
    """The counts for what is wanted; `found` is what its words match."""
    key = replace(wanted, sort="price_up" if wanted.is_priced else "")
    return _kept.get(key, lambda: _count(wanted, found))


def _count(wanted: Wanted, found: Match | None) -> Facets:
    parts = [_counted(name, wanted, found) for name in COLUMNS]
    everything = _rows(wanted, found).annotate(facet=Value("total"), value=Value(""))
    total = everything.order_by().values("facet", "value").annotate(n=Count("*")).values_list("facet", "value", "n")
    counts: dict[str, dict[str, int]] = {name: {} for name in COLUMNS}
    everywhere = 0
    for facet, value, count in total.union(*parts, all=True):
        if facet == "total":
            everywhere = count
        else:
            counts[facet][value] = count
    counts["category"] = _up_the_tree(counts["category"])
    for name, most in MOST.items():
        counts[name] = dict(sorted(counts[name].items(), key=lambda one: (-one[1], one[0]))[:most])
    return Facets(total=everywhere, counts=counts, **_range(wanted, found))


def _rows(wanted: Wanted, found: Match | None) -> QuerySet[Document]:
    return filtered(matched(Document.objects.order_by(), found), wanted)


def _counted(facet: str, wanted: Wanted, found: Match | None) -> QuerySet[Any, Any]:
    """How many documents have each value of a facet that is not chosen itself."""
    column = COLUMNS[facet]
    rows = _rows(wanted.without("price" if facet == "free" else facet), found)
    is_list = isinstance(Document._meta.get_field(column), ArrayField)  # noqa: SLF001 - Django's own API
    value = Func(F(column), function="unnest") if is_list else Cast(F(column), CharField())
    named = rows.annotate(facet=Value(facet), value=Cast(value, CharField()))
    return named.values("facet", "value").annotate(n=Count("*")).values_list("facet", "value", "n")


def _up_the_tree(counts: dict[str, int]) -> dict[str, int]:
    """Each branch with what is in those below it."""
    summed: dict[str, int] = {}
    for path, count in counts.items():
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            prefix = "/".join(parts[:depth])
            summed[prefix] = summed.get(prefix, 0) + count
    return dict(sorted(summed.items()))


def _range(wanted: Wanted, found: Match | None) -> dict[str, Any]:
    currency = currency_of(wanted)
    prices = Lowest.objects.filter(currency=currency)
    free_of_price = wanted.without("price")
    if found is not None or free_of_price.is_filtered:
        prices = prices.filter(document__in=_rows(free_of_price, found))
    ends = prices.aggregate(cheapest=Min("amount_minor"), dearest=Max("amount_minor"))
    return {"currency": currency, **ends}


class _Kept:
    """The newest counts of this process, as long as no document changed."""

    def __init__(self) -> None:
        self.counts: OrderedDict[Wanted, tuple[int, float, Facets]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Wanted, count: Callable[[], Facets]) -> Facets:
        mark, now = _revision(), time.monotonic()
        with self.lock:
            known = self.counts.get(key)
        if known is not None and known[0] == mark and now - known[1] < KEPT_SECONDS:
            return known[2]
        facets = count()
        with self.lock:
            self.counts[key] = (mark, now, facets)
            self.counts.move_to_end(key)
            while len(self.counts) > KEPT:
                self.counts.popitem(last=False)
        return facets


def _revision() -> int:
    """The index's revision: it moves with every document that is built or taken out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM finding_revision")
        return int(cursor.fetchone()[0])


_kept = _Kept()
