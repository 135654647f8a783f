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
from django.db.models import BigIntegerField, CharField, Count, F, Func, Max, Min, QuerySet, Value
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


ENDS = {"cheapest": Min, "dearest": Max}


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
    everything = _named(_rows(wanted), Value("total"), Value(""))
    parts = [_counted(name, wanted) for name in COLUMNS] + _ends(wanted)
    counts: dict[str, dict[str, int]] = {name: {} for name in (*COLUMNS, *ENDS, "total")}
    for facet, value, count in _asked(everything.union(*parts, all=True), found):
        counts[facet][value] = count
    counts["category"] = _up_the_tree(counts["category"])
    for name, most in MOST.items():
        counts[name] = dict(sorted(counts[name].items(), key=lambda one: (-one[1], one[0]))[:most])
    total, cheapest, dearest = (counts.pop(name).get("") for name in ("total", *ENDS))
    return Facets(total=total or 0, counts=counts, currency=currency_of(wanted), cheapest=cheapest, dearest=dearest)


def _asked(counting: QuerySet[Any, Any], found: Match | None) -> list[tuple[str, str, Any]]:
    """The answer to all counts; what a search matches is looked for once, and stands for the table in each of them."""
    sql, params = counting.query.sql_with_params()
    if found is not None:
        matching, own = matched(Document.objects.order_by(), found).query.sql_with_params()
        table = Document._meta.db_table  # noqa: SLF001 - Django's own API
        sql, params = f'WITH "{table}" AS MATERIALIZED ({matching}) {sql}', (*own, *params)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _rows(wanted: Wanted) -> QuerySet[Document]:
    return filtered(Document.objects.order_by(), wanted)


def _counted(facet: str, wanted: Wanted) -> QuerySet[Any, Any]:
    """How many documents have each value of a facet that is not chosen itself."""
    column = COLUMNS[facet]
    rows = _rows(wanted.without("price" if facet == "free" else facet))
    is_list = isinstance(Document._meta.get_field(column), ArrayField)  # noqa: SLF001 - Django's own API
    value = Func(F(column), function="unnest") if is_list else Cast(F(column), CharField())
    return _named(rows, Value(facet), Cast(value, CharField()))


def _named(rows: QuerySet[Any], facet: Value, value: Any) -> QuerySet[Any, Any]:
    named = rows.annotate(facet=facet, value=value).values("facet", "value")
    counted: QuerySet[Any, Any] = named.annotate(n=Cast(Count("*"), BigIntegerField()))
    return counted.values_list("facet", "value", "n")


def _ends(wanted: Wanted) -> list[QuerySet[Any, Any]]:
    """What the cheapest and the dearest cost, as if no price were chosen."""
    prices = Lowest.objects.order_by().filter(currency=currency_of(wanted), document__in=_rows(wanted.without("price")))
    return [
        prices.annotate(facet=Value(name), value=Value(""))
        .values("facet", "value")
        .annotate(n=Cast(end("amount_minor"), BigIntegerField()))
        .values_list("facet", "value", "n")
        for name, end in ENDS.items()
    ]


def _up_the_tree(counts: dict[str, int]) -> dict[str, int]:
    """Each branch with what is in those below it."""
    summed: dict[str, int] = {}
    for path, count in counts.items():
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            prefix = "/".join(parts[:depth])
            summed[prefix] = summed.get(prefix, 0) + count
    return dict(sorted(summed.items()))


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
