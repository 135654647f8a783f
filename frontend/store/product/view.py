"""`/products/…/`: all that may be known of a product before it is bought."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend.store.cart.adding import adding_of
from frontend.store.compare.kept import comparison_with
from frontend.store.currency import currency_of
from frontend.store.fresh import answer_afresh
from frontend.store.looker import looker_of
from frontend.store.outside.linked import graph, product_linked, trail_linked
from frontend.store.outside.site import site_of
from frontend.store.product.attributes import attributes_of
from frontend.store.product.beside import rows_beside
from frontend.store.product.marks import marks_of
from frontend.store.product.tiers import tiers_shown
from frontend.store.product.versions import versions_of
from frontend.store.trail import trail_to
from market.catalog.models import Product
from market.catalog.queries import for_sale_by_slug, product_facts
from project.accounts.access import Who, access
from project.accounts.profiles.public import avatar_out


@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a product that is for sale; of anything else there is none."""
    row = for_sale_by_slug(slug)
    facts = _facts(request, row)
    return answer_afresh(request, facts, lambda: render(request, "store/product.html", facts))


def _facts(request: HttpRequest, row: Product) -> dict[str, Any]:
    [product] = product_facts([row])
    site, visitor = site_of(request), looker_of(request)
    versions, trail, currency = versions_of(row), trail_to(product.category, product), currency_of(request)
    tiers = tiers_shown(product.tiers, currency=currency, chosen=request.GET.get("tier", ""))
    return {
        "product": product,
        "page_title": product.title,
        "about_page": product.tagline or _("On sale at Rialto."),
        "canonical": site + product.url,
        "share": site + reverse("product_share", args=[product.slug]),
        "linked": graph(product_linked(product, site=site), trail_linked(trail, site=site)),
        "trail": trail[:-1],
        "tiers": tiers,
        "adding": adding_of(tiers, currency=currency, is_member=visitor.user_id is not None),
        "attributes": attributes_of(product),
        "versions": versions,
        "current": versions[0] if versions and versions[0].is_current else None,
        "seller": _seller(row),
        "seller_pk": row.seller_id,
        "comparison": comparison_with(request, row.slug),
        "is_own": visitor.user_id == row.seller_id,
        "notes_views": visitor.person_id is not None,
        "rows": rows_beside(row, person_id=visitor.person_id),
        **marks_of(visitor, row),
    }


def _seller(row: Product) -> dict[str, Any]:
    profile = getattr(row.seller, "profile", None)
    return {
        "id": row.seller.public_id,
        "name": str(row.seller),
        "avatar": avatar_out(profile.avatar) if profile is not None else None,
    }
