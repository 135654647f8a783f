"""`/api/catalog/products`: a seller's own listings, written and submitted; another's are not there."""

from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from market.catalog import actions
from market.catalog.actions import TierAsked
from market.catalog.api.answers import PROBLEMS, EditReportsOut, HeadsOut, ListingOut, head_out, listing_out
from market.catalog.api.asking import own_id, page_of, require_version
from market.catalog.api.schemas import ManyEdited, NewProduct, Note, ProductChange, ProductId, TiersIn
from market.catalog.studio import find_own, products_of
from project.accounts.access import Who, access
from project.base import clock
from project.base.conditional import versioned
from project.base.listing import PageAsked, tell_links

router = Router(tags=["catalogue"])
AtProduct = Annotated[ProductId, Path()]
States = Literal["", "draft", "submitted", "requires_changes", "approved", "declined"]
Answers: Any = {200: ListingOut, **PROBLEMS}


@router.get("/products", response={200: HeadsOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:read")
def list_own_products(
    request: HttpRequest, response: HttpResponse, asked: Query[PageAsked], state: Annotated[States, Query()] = ""
) -> dict[str, Any]:
    """One's own listings in whatever state, the last changed first."""
    found = products_of(own_id(request)).prefetch_related(None)
    page = page_of(found.filter(state=state) if state else found, asked)
    tell_links(request, response, page.links())
    heads = [head_out(product) for product in page.items]
    return {"products": heads, "total": page.total, "page": page.page, "limit": page.limit}


@router.post("/products", response={201: ListingOut, **PROBLEMS})
@access(Who.MEMBER, scope="products:write")
def create_product(request: HttpRequest, new: NewProduct) -> Status[dict[str, Any]]:
    """Begin a draft."""
    made = actions.create_product(seller_id=own_id(request), now=clock.now(), **new.model_dump())
    return Status(201, _shown(request, made.public_id))


@router.get("/products/{product}", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:read")
def read_own_product(request: HttpRequest, product: AtProduct) -> dict[str, Any]:
    """One's own listing, with everything that waits in it."""
    return _shown(request, product)


@router.patch("/products/{product}", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:write")
@versioned
def change_product(request: HttpRequest, product: AtProduct, change: ProductChange) -> dict[str, Any]:
    """Change a draft, or what a live listing asks to be changed in it; `If-Match` has the ETag that was read."""
    with transaction.atomic():
        require_version(request, product)
        wanted = change.model_dump(exclude_none=True)
        actions.change_product(product=product, seller_id=own_id(request), change=wanted, now=clock.now())
    return _shown(request, product)


@router.delete("/products/{product}", response={204: None, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def delete_product(request: HttpRequest, product: AtProduct) -> Status[None]:
    """Hide it for good; who bought it keeps it."""
    actions.delete_product(product=product, seller_id=own_id(request), now=clock.now())
    return Status(204, None)


@router.put("/products/{product}/tiers", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:write")
@versioned
def set_tiers(request: HttpRequest, product: AtProduct, wanted: TiersIn) -> dict[str, Any]:
    """Have exactly these tiers. Of a live listing prices and stock hold at once, names and new ones after review."""
    tiers = [TierAsked(**tier.model_dump()) for tier in wanted.tiers]
    with transaction.atomic():
        require_version(request, product)
        actions.set_tiers(product=product, seller_id=own_id(request), tiers=tiers, now=clock.now())
    return _shown(request, product)


@router.post("/products/{product}/submit", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:write")
def submit_product(request: HttpRequest, product: AtProduct, said: Note) -> dict[str, Any]:
    """Have staff read a listing, or the difference of a live one; what is missing is named."""
    actions.submit_product(product=product, seller_id=own_id(request), note=said.note, now=clock.now())
    return _shown(request, product)


@router.post("/products/{product}/withdraw", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:write")
def withdraw_change(request: HttpRequest, product: AtProduct) -> dict[str, Any]:
    """Take back what is in review, to go on writing."""
    actions.withdraw_change(product=product, seller_id=own_id(request), now=clock.now())
    return _shown(request, product)


@router.post("/products/{product}/discard", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:write")
def discard_change(request: HttpRequest, product: AtProduct) -> dict[str, Any]:
    """Throw the difference of a live listing away."""
    actions.discard_change(product=product, seller_id=own_id(request), now=clock.now())
    return _shown(request, product)


@router.post("/products/{product}/pause", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:write")
def pause_product(request: HttpRequest, product: AtProduct) -> dict[str, Any]:
    """Sell no more of it for now."""
    actions.pause_product(product=product, seller_id=own_id(request), now=clock.now())
    return _shown(request, product)


@router.post("/products/{product}/resume", response=Answers)
@access(Who.MEMBER, owned=True, scope="products:write")
def resume_product(request: HttpRequest, product: AtProduct) -> dict[str, Any]:
    """Sell it again."""
    actions.resume_product(product=product, seller_id=own_id(request), now=clock.now())
    return _shown(request, product)


@router.post("/bulk", response={200: EditReportsOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def edit_many(request: HttpRequest, wanted: ManyEdited) -> dict[str, Any]:
    """Do one thing to several listings; each is reported by itself."""
    reports = actions.edit_many(seller_id=own_id(request), now=clock.now(), **wanted.model_dump())
    return {"reports": reports}


def _shown(request: HttpRequest, product: str) -> dict[str, Any]:
    return listing_out(find_own(product, seller_id=own_id(request)))
