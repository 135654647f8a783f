"""`/api/products`: what is for sale, found by words, filters and order; suggestions, and what is beside a product."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from market.catalog.models import Pricing, ProductKind
from market.catalog.queries import find_for_sale
from market.finding.api.asking import PROBLEMS, count_asked, products_out
from market.finding.api.schemas import (
    ProductName,
    ProductsOut,
    RecommendationsOut,
    RelatedOut,
    SuggestionsOut,
)
from market.finding.recommending import recommended_to
from market.finding.related import bought_with, similar_to
from market.finding.search.facets import Facets
from market.finding.search.listing import Listed, list_after, list_page, shown
from market.finding.search.wanted import LONGEST, Sort, Wanted
from market.finding.suggesting import address_of, suggest
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base.listing import Cursor, tell_links
from project.base.paging import Page

router = Router(tags=["products"])
SLUGS = r"^[a-z0-9_-]+(/[a-z0-9_-]+)*$"
Amount = Annotated[int, Field(ge=0, le=10**12)]
Trait = Annotated[str, Field(max_length=120, pattern=r"^[a-z_]+:[^\x00]+$")]
Tag = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
USUAL, LARGEST, LAST = 24, 100, 10_000


class ProductsAsked(Schema):
    """What is looked for. `search` forgives slips, knows phrases ("…"), and -words that must not be there.

    `price_min` and `price_max` are in minor units of `currency`. Every `tag` and `trait` that is named must be there.
    With `cursor` the list goes on from where that was told, else `page` counts.
    """

    search: Annotated[str, Field(max_length=LONGEST)] = ""
    category: Annotated[str, Field(max_length=250, pattern=rf"^$|{SLUGS}")] = ""
    kind: ProductKind | None = None
    pricing: Pricing | None = None
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
    price_min: Amount | None = None
    price_max: Amount | None = None
    free: bool = False
    tag: Annotated[list[Tag], Field(max_length=10)] = []
    trait: Annotated[list[Trait], Field(max_length=10)] = []
    seller: Annotated[str, Field(max_length=32, pattern=r"^[0-9A-Za-z_]*$")] = ""
    sort: Sort | None = None
    page: Annotated[int, Field(ge=1, le=LAST)] = 1
    limit: Annotated[int, Field(ge=1, le=LARGEST)] = USUAL
    cursor: Cursor | None = None

    def wanted(self) -> Wanted:
        """The same as the search knows it."""
        return Wanted(
            search=self.search.strip(),
            category=self.category,
            kind=self.kind or "",
            pricing=self.pricing or "",
            currency=self.currency,
            price_min=self.price_min,
            price_max=self.price_max,
            free=self.free,
            tags=tuple(sorted(set(self.tag))),
            traits=tuple(sorted(set(self.trait))),
            seller=self.seller,
            sort=self.sort or "",
        )


@router.get("", response={200: ProductsOut, 422: PROBLEMS[422], 429: PROBLEMS[429]})
@access(Who.PUBLIC)
def list_products(request: HttpRequest, response: HttpResponse, asked: Query[ProductsAsked]) -> dict[str, Any]:
    """What is for sale. Turn pages by `page`, or follow `next` as `cursor` (begin with an empty one) without end."""
    if asked.search:
        count_asked(request, "searches")
    wanted = asked.wanted()
    if asked.cursor is not None:
        listed = list_after(wanted, cursor=asked.cursor, limit=asked.limit)
        tell_links(request, response, {"next": {"cursor": listed.next}} if listed.next else {})
    else:
        listed = list_page(wanted, page=asked.page, limit=asked.limit)
        pages = Page[Any](items=(), total=listed.reachable, page=asked.page, limit=asked.limit)
        tell_links(request, response, pages.links())
    response["Cache-Control"] = "no-cache"
    return _listed(asked, wanted, listed)


@router.get("/suggest", response={200: SuggestionsOut, 429: PROBLEMS[429], 422: PROBLEMS[422]})
@access(Who.PUBLIC)
def suggest_products(
    request: HttpRequest, response: HttpResponse, q: Annotated[str, Query(max_length=LONGEST)]
) -> dict[str, Any]:
    """What may be meant by what has been typed so far: products, categories, tags and sellers, slips forgiven."""
    count_asked(request, "suggestions")
    response["Cache-Control"] = "public, max-age=60"
    found = suggest(q)
    return {
        "suggestions": [
            {"kind": one.kind, "label": one.label, "name": one.name, "url": address_of(one)} for one in found
        ]
    }


@router.get("/recommended", response={200: RecommendationsOut})
@access(Who.PUBLIC, scope="orders:read")
def recommend_products(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=48)] = 12) -> dict[str, Any]:
    """What whoever asks may like, each with its reason, from what they bought, marked, looked at and follow."""
    found = recommended_to(visitor_of(request).person_id, most=limit)
    told = products_out(one.product for one in found)
    return {
        "recommended": [
            {"product": product, "reason": one.reason, "about": one.about}
            for product, one in zip(told, found, strict=True)
        ]
    }


@router.get("/{product}/related", response={200: RelatedOut, 404: PROBLEMS[404], 422: PROBLEMS[422]})
@access(Who.PUBLIC)
def read_related(request: HttpRequest, product: Annotated[ProductName, Path()]) -> dict[str, Any]:
    """What is beside a product (its id or slug): those like it, and those bought together with it."""
    row = find_for_sale(product)
    return {
        "similar": products_out(shown(similar_to(row.pk))),
        "bought_with": products_out(shown(bought_with(row.pk))),
    }


def _listed(asked: ProductsAsked, wanted: Wanted, listed: Listed) -> dict[str, Any]:
    return {
        "products": products_out(listed.products),
        "total": listed.facets.total,
        "reachable": listed.reachable,
        "page": asked.page if asked.cursor is None else None,
        "limit": asked.limit,
        "sort": wanted.order,
        "mended": listed.mended,
        "next": listed.next,
        "facets": _facets(listed.facets),
    }


def _facets(facets: Facets) -> dict[str, Any]:
    counts = facets.counts
    return {
        **{name: counts[name] for name in ("category", "kind", "pricing", "tag", "trait")},
        "free": counts["free"].get("true", 0),
        "currency": facets.currency,
        "currencies": counts["currency"],
        "cheapest": facets.cheapest,
        "dearest": facets.dearest,
    }
