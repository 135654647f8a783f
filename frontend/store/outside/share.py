"""`/share/products/….png`: the picture that others preview a product with."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from frontend.store.drawn.card import ProductCard, picture_of
from market.catalog.facts import ProductFacts
from market.catalog.models import ProductKind
from market.catalog.pictures import read_picture
from market.catalog.queries import for_sale_by_slug, product_facts
from project.accounts.access import Who, access
from project.base.errors import NotFound

FRESH_SECONDS = 3600
COVER = 640


@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The card of a product that is for sale; whoever has it already is told so before anything is drawn."""
    [product] = product_facts([for_sale_by_slug(slug)])
    etag = f'"{product.id}-{product.revision}-{product.cover.id if product.cover else ""}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(picture_of(_card(product)), content_type="image/png")
    answer["ETag"], answer["Cache-Control"] = etag, f"public, max-age={FRESH_SECONDS}"
    return answer


def _card(product: ProductFacts) -> ProductCard:
    return ProductCard(
        title=product.title,
        line=product.tagline,
        kind=product.kind,
        kind_word=str(ProductKind(product.kind).label),
        seller=product.seller.name,
        cover=_cover(product),
    )


def _cover(product: ProductFacts) -> bytes:
    if product.cover is None:
        return b""
    width = max((each for each in product.cover.widths if each <= COVER), default=product.cover.widths[0])
    try:
        return read_picture(product.cover.id, width)
    except NotFound:
        return b""
