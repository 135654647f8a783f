"""`/api/favourites` and `/api/follows`: what one wants to find again, and whose news one wants to hear."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.responses import Status

from market.finding import actions, queries
from market.finding.api.asking import PROBLEMS, person_of, products_out
from market.finding.api.schemas import FavouritesOut, FollowsOut, ProductName, SellerName
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.listing import PageAsked

favourites = Router(tags=["favourites"])
follows = Router(tags=["follows"])
Product = Annotated[ProductName, Path()]
Seller = Annotated[SellerName, Path()]


@favourites.get("", response={200: FavouritesOut, 422: PROBLEMS[422]})
@access(Who.PUBLIC, scope="favourites:read")
def list_favourites(request: HttpRequest, asked: Query[PageAsked]) -> dict[str, Any]:
    """One's own favourites, a guest's too. Whoever marked nothing reads an empty list."""
    person = visitor_of(request).person_id
    products = queries.favourites_of(person, most=asked.limit, begin=(asked.page - 1) * asked.limit) if person else []
    total = queries.count_favourites(person) if person else 0
    return {"products": products_out(products), "total": total, "page": asked.page, "limit": asked.limit}


@favourites.put("/{product}", response={204: None, **PROBLEMS})
@access(Who.PUBLIC, scope="favourites:write")
def add_favourite(request: HttpRequest, product: Product) -> Status[None]:
    """Mark a product (its id or slug). A browser that is nobody yet is remembered from then on."""
    actions.add_favourite(person_id=person_of(request), product=product, now=clock.now())
    return Status(204, None)


@favourites.delete("/{product}", response={204: None, 422: PROBLEMS[422]})
@access(Who.PUBLIC, scope="favourites:write")
def remove_favourite(request: HttpRequest, product: Product) -> Status[None]:
    """Take the mark off."""
    if person := visitor_of(request).person_id:
        actions.remove_favourite(person_id=person, product=product)
    return Status(204, None)


@follows.get("", response={200: FollowsOut})
@access(Who.MEMBER, owned=True, scope="favourites:read")
def list_follows(request: HttpRequest) -> dict[str, Any]:
    """The sellers whom one follows, those with news first."""
    return {"follows": queries.followed_by(person_of(request))}


@follows.put("/{seller}", response={204: None, **PROBLEMS})
@access(Who.MEMBER, scope="favourites:write")
def follow_seller(request: HttpRequest, seller: Seller) -> Status[None]:
    """Hear of what this seller offers anew, on the topic of one's own standing (`person.<id>`, part `following`)."""
    actions.follow_seller(person_id=person_of(request), seller=seller, now=clock.now())
    return Status(204, None)


@follows.delete("/{seller}", response={204: None, 422: PROBLEMS[422]})
@access(Who.MEMBER, scope="favourites:write")
def unfollow_seller(request: HttpRequest, seller: Seller) -> Status[None]:
    """Hear no more of them."""
    actions.unfollow_seller(person_id=person_of(request), seller=seller, now=clock.now())
    return Status(204, None)
