"""A page of what is for sale: by its number, or after the one before it, in any order, with counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from market.catalog.facts import ProductFacts
from market.catalog.models import Product
from market.catalog.queries import product_facts
from market.finding.models import Document, Lowest
from market.finding.search.facets import Facets, count_facets
from market.finding.search.filters import currency_of, filtered
from market.finding.search.matching import Match, best, match, matched
from market.finding.search.wanted import Wanted
from project.base.errors import Refusal
from project.base.listing import CursorAsked, by_cursor
from project.base.paging import CursorNotValid, read_cursor, write_cursor

# So far pages are turned by number; a cursor goes on for ever.
FARTHEST = 10_000
ORDERS = {"newest": ("-approved_at", "-pk"), "popular": ("-popularity", "-pk")}


class PageTooFar(Refusal):
    """Nobody turns so many pages: narrow the list, or go on by `cursor`."""

    status = 422
    message = _("This page is too far down the list. Narrow the list by filters, or follow it by its cursor.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Some products, and how many there are.

    `reachable` of them can be turned to by number; `next` is the cursor of those after these. `mended` is what was
    searched for where words were misspelt.
    """

    products: Sequence[ProductFacts]
    facets: Facets
    reachable: int
    next: str | None = None
    mended: str = ""


def list_page(wanted: Wanted, *, page: int, limit: int) -> Listed:
    """One page by number, from one. Raises `PageTooFar`."""
    if page * limit > FARTHEST:
        raise PageTooFar
    found = match(wanted.search)
    begin, facets = (page - 1) * limit, count_facets(wanted, found)
    pks, reachable = _ordered(wanted, found, begin, limit)
    return Listed(
        products=shown(pks),
        facets=facets,
        reachable=min(facets.total, FARTHEST if reachable is None else reachable),
        mended=_mended(found),
    )


def list_after(wanted: Wanted, *, cursor: str, limit: int) -> Listed:
    """The products after those where `cursor` was told; the first without one. Raises `CursorNotValid`."""
    found = match(wanted.search)
    facets = count_facets(wanted, found)
    pks, more = (
        _by_rank(wanted, found, cursor, limit)
        if _is_ranked(wanted, found)
        else _by_key(wanted, found, CursorAsked(cursor=cursor, limit=limit))
    )
    reachable = min(facets.total, FARTHEST)
    return Listed(products=shown(pks), facets=facets, reachable=reachable, next=more, mended=_mended(found))


def shown(pks: Sequence[int]) -> list[ProductFacts]:
    """What everybody may know of these products, in this order; what is not for sale any more is left out."""
    rows = {row.pk: row for row in Product.objects.for_sale().filter(pk__in=pks)}
    return product_facts([rows[pk] for pk in pks if pk in rows])


def _mended(found: Match | None) -> str:
    return found.query.meant if found is not None and found.query.mended else ""


def _is_ranked(wanted: Wanted, found: Match | None) -> bool:
    return found is not None and wanted.order == "relevance"


def _documents(wanted: Wanted, found: Match | None) -> QuerySet[Document]:
    return filtered(matched(Document.objects.all(), found), wanted)


def _prices(wanted: Wanted, found: Match | None) -> QuerySet[Lowest]:
    """The prices that a list in their order goes through; without filters nothing is joined."""
    rows = Lowest.objects.filter(currency=currency_of(wanted))
    if found is None and not wanted.is_filtered:
        return rows
    return rows.filter(document__in=_documents(wanted, found))


def _ordered(wanted: Wanted, found: Match | None, begin: int, limit: int) -> tuple[list[int], int | None]:
    """The products at these places, and how many can be reached where that is known."""
    if found is not None and wanted.order == "relevance":
        ranked = best(filtered(Document.objects.all(), wanted), found)
        return ranked[begin : begin + limit], len(ranked)
    if wanted.order in {"price_up", "price_down"}:
        sign = "-" if wanted.order == "price_down" else ""
        prices = _prices(wanted, found).order_by(f"{sign}amount_minor", f"{sign}document_id")
        return list(prices.values_list("document_id", flat=True)[begin : begin + limit]), None
    rows = _documents(wanted, found).order_by(*ORDERS.get(wanted.order, ORDERS["newest"]))
    return list(rows.values_list("pk", flat=True)[begin : begin + limit]), None


def _by_rank(wanted: Wanted, found: Match | None, cursor: str, limit: int) -> tuple[list[int], str | None]:
    """What is ranked anew each time goes on by place: the list is short, and changes little between two pages."""
    name = f"products relevance {wanted!r}"
    begin = read_cursor(name, cursor, count=1)[0] if cursor else 0
    if not isinstance(begin, int):
        raise CursorNotValid
    pks, reachable = _ordered(wanted, found, begin, limit)
    end = begin + len(pks)
    return pks, write_cursor(name, [end]) if pks and end < (reachable or 0) else None


def _by_key(wanted: Wanted, found: Match | None, asked: CursorAsked) -> tuple[list[int], str | None]:
    if wanted.order in {"price_up", "price_down"}:
        sign = "-" if wanted.order == "price_down" else ""
        priced: Any = by_cursor(
            _prices(wanted, found),
            of=f"prices {currency_of(wanted)}",
            order=(f"{sign}amount_minor", f"{sign}document_id"),
            asked=asked,
        )
        return [row.document_id for row in priced.items], priced.next
    listed = by_cursor(
        _documents(wanted, found),
        of="products",
        order=ORDERS.get(wanted.order, ORDERS["newest"])[:1],
        asked=asked,
    )
    return [row.pk for row in listed.items], listed.next
