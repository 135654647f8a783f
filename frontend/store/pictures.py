"""`/pictures/…/…webp`: a product's picture as narrow as a page needs it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from market.catalog.models import ListingState, Picture
from market.catalog.pictures import read_picture
from project.accounts.access import Who, access
from project.accounts.roles.names import STAFF
from project.accounts.visitors import Visitor, visitor_of

YEAR = 365 * 86_400
# Should a browser open a picture by itself, it opens in a box without scripts, origin and network.
POLICY = "default-src 'none'; sandbox"


@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest, picture: str, width: int) -> HttpResponse:
    """One width of a picture: of what is or was for sale to everybody, of all else to its seller and to staff."""
    found = Picture.objects.filter(public_id=picture).select_related("product").first()
    if found is None:
        raise Http404
    # Whoever bought what is no longer sold still sees it in their library.
    is_open = found.is_live and found.product.state == ListingState.APPROVED
    if not (is_open or _may_look(visitor_of(request), found)):
        raise Http404
    return _picture(request, found, width, is_open=is_open)


def _picture(request: HttpRequest, found: Picture, width: int, *, is_open: bool) -> HttpResponse:
    # What lies at an address never changes: another picture has another one.
    etag = f'"{found.public_id}-{width}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        read_picture(found.public_id, width), content_type="image/webp"
    )
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_open else "private, no-store"
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = "inline"
    return answer


def _may_look(visitor: Visitor, picture: Picture) -> bool:
    if visitor.scopes is not None:  # a program reads what is public, and drafts through the API alone
        return False
    return visitor.user_id == picture.product.seller_id or not visitor.roles.isdisjoint(STAFF)
