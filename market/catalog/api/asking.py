"""Who asks, and from which version: what the operations of sellers share."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from market.catalog.api.answers import ListingOut, listing_out
from market.catalog.locking import own_product
from market.catalog.studio import find_own
from project.accounts.visitors import visitor_of
from project.base.conditional import etag_of_answer, require_match
from project.base.listing import PageAsked
from project.base.paging import Page


def own_id(request: HttpRequest) -> int:
    """The member who asks."""
    own = visitor_of(request).user_id
    assert own is not None  # noqa: S101 - `access` let a member in
    return own


def require_version(request: HttpRequest, product: str) -> None:
    """Hold a listing, and go on only from the version that `If-Match` names. Raises `VersionMoved`, `NotFound`."""
    if "If-Match" in request.headers:
        own_product(product, seller_id=own_id(request))
        shown = listing_out(find_own(product, seller_id=own_id(request)))
        require_match(request, etag_of_answer(ListingOut, shown))


def page_of[M: Model](rows: QuerySet[M], asked: PageAsked) -> Page[M]:
    """A page by its number."""
    start = (asked.page - 1) * asked.limit
    items = list(rows[start : start + asked.limit])
    return Page(items=items, total=rows.count(), page=asked.page, limit=asked.limit)
