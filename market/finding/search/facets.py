"""Counts beside the filters: each facet is counted as if it were not chosen, so that one sees what else there is.

Without filters the counts are rows that documents keep; else the documents that all filters let through are looked for
once and counted, and with them those that all filters but one let through, for the facet of each that is chosen. What
was counted is kept until a document changes, half a minute at the most.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, F, Func, Max, Min, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from market.finding.models import Document, Lowest, Tally
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
type Counted = tuple[str, str, Any]


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
    is_whole = found is None and replace(wanted, sort="", currency="") == Wanted()
    rows = _kept_rows(wanted) if is_whole else _counted_rows(wanted, found)
    counts: dict[str, dict[str, int]] = {name: {} for name in (*COLUMNS, "ends", "total")}
    for facet, value, count in rows:
        counts[facet][value] = count
    counts["category"] = _up_the_tree(counts["category"])
    for name, most in MOST.items():
        counts[name] = dict(sorted(counts[name].items(), key=lambda one: (-one[1], one[0]))[:most])
    total, ends = counts.pop("total").get("", 0), _read_ends(counts.pop("ends"))
    return Facets(total=total, counts=counts, currency=currency_of(wanted), cheapest=ends[0], dearest=ends[1])


def _read_ends(told: dict[str, int]) -> tuple[int | None, int | None]:
    for value in told:
        least, _dash, most = value.partition("-")
        return (int(least), int(most)) if least else (None, None)
    return None, None


def _kept_rows(wanted: Wanted) -> list[Counted]:
    """What the documents say themselves of how many they are, in all or in one currency; the ends out of the index."""
    own, alone = (currency_of(one) if one.is_priced else one.currency for one in (wanted, wanted.without("currency")))
    tally = Tally.objects.values_list("facet", "value").annotate(n=Sum("change"))
    rows = list(tally.filter(scope=own).exclude(facet="currency").exclude(n=0))
    rows += tally.filter(scope=alone, facet="currency").exclude(n=0)
    prices = Lowest.objects.filter(currency=currency_of(wanted))
    least, most = prices.aggregate(least=Min("amount_minor"), most=Max("amount_minor")).values()
    return rows if least is None else [*rows, ("ends", f"{least}-{most}", 1)]


def _counted_rows(wanted: Wanted, found: Match | None) -> list[Counted]:
    """What is counted anew: the facets that are not chosen over the same documents, each that is over its own."""
    every = Document.objects.order_by()
    chosen = {name for name in (*COLUMNS, "ends") if _but(wanted, name) != wanted}
    alike = [_part(name, wanted, every) for name in (*COLUMNS, "ends") if name not in chosen]
    own = [_part(name, wanted, filtered(every, _but(wanted, name))) for name in chosen]
    total = _named(every, Value("total"), Value(""))
    rows = _asked(total.union(*alike, all=True), filtered(matched(every, found), wanted))
    return rows + (_asked(own[0].union(*own[1:], all=True), matched(every, found) if found else None) if own else [])


def _part(name: str, wanted: Wanted, rows: QuerySet[Document]) -> QuerySet[Any, Any]:
    return _ends(wanted, rows) if name == "ends" else _counted(name, rows)


def _asked(counting: QuerySet[Any, Any], among: QuerySet[Document] | None) -> list[Counted]:
    """The answer to all counts; documents that are looked for stand for the table in each of them."""
    sql, params = counting.query.sql_with_params()
    if among is not None:
        looked_for, own = among.values("product_id", *COLUMNS.values()).query.sql_with_params()
        table = Document._meta.db_table  # noqa: SLF001 - Django's own API
        sql, params = f'WITH "{table}" AS MATERIALIZED ({looked_for}) {sql}', (*own, *params)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _but(wanted: Wanted, facet: str) -> Wanted:
    return wanted.without("price" if facet in {"free", "ends"} else facet)


def _counted(facet: str, rows: QuerySet[Document]) -> QuerySet[Any, Any]:
    """How many of the documents have each value of a facet."""
    column = COLUMNS[facet]
    is_list = isinstance(Document._meta.get_field(column), ArrayField)  # noqa: SLF001 - Django's own API
    value = Func(F(column), function="unnest") if is_list else Cast(F(column), CharField())
    return _named(rows, Value(facet), Cast(value, CharField()))


def _named(rows: QuerySet[Any], facet: Value, value: Any) -> QuerySet[Any, Any]:
    named = rows.annotate(facet=facet, value=value).values("facet", "value")
    counted: QuerySet[Any, Any] = named.annotate(n=Cast(Count("*"), BigIntegerField()))
    return counted.values_list("facet", "value", "n")


def _ends(wanted: Wanted, rows: QuerySet[Document]) -> QuerySet[Any, Any]:
    """What the cheapest and the dearest of the documents cost, as one value: the prices are gone through once."""
    prices = Lowest.objects.order_by().filter(currency=currency_of(wanted), document__in=rows)
    ends = Concat(Cast(Min("amount_minor"), CharField()), Value("-"), Cast(Max("amount_minor"), CharField()))
    named = prices.annotate(facet=Value("ends")).values("facet")
    told: QuerySet[Any, Any] = named.annotate(value=ends, n=Cast(Count("*"), BigIntegerField()))
    return told.values_list("facet", "value", "n")


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
