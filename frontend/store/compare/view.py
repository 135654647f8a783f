"""`/compare/`: up to four products side by side, named in the address so that it can be passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.store.compare.aligned import MOST, aligned
from frontend.store.compare.kept import LONGEST_SLUG, compared_of, comparison_of, keep_compared
from frontend.store.currency import currency_of
from frontend.store.outside.site import site_of
from market.catalog.facts import ProductFacts
from market.catalog.models import Product
from market.catalog.queries import product_facts
from project.accounts.access import Who, access


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The products that `?p=` names and that are for sale, in that order; the first four."""
    asked = list(dict.fromkeys(slug for slug in request.GET.getlist("p") if len(slug) <= LONGEST_SLUG))[:MOST]
    rows = {
        row.slug: row for row in Product.objects.for_sale().select_related("seller", "category").filter(slug__in=asked)
    }
    products = product_facts(rows[slug] for slug in asked if slug in rows)
    facts = {
        "products": products,
        "columns": [(product, _without(products, product)) for product in products],
        "lines": aligned(products, currency=currency_of(request)),
        "gone": len(asked) - len(products),
        "room": MOST - len(products),
        "most": MOST,
        "canonical": site_of(request) + reverse("compare"),
        "is_hidden": True,
        "page_title": _("Compare"),
    }
    shown = [product.slug for product in products]
    answer = render(request, "store/compare.html", facts)
    return answer if shown == compared_of(request) else keep_compared(answer, shown)


def _without(products: list[ProductFacts], gone: ProductFacts) -> str:
    """The same comparison without one of its products."""
    return comparison_of([product.slug for product in products if product.id != gone.id])
