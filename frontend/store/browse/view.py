"""`/products/` and `/categories/…/`: what is for sale, as a plain form that also works piece by piece."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.store.browse.asked import page_of, wanted_of
from frontend.store.browse.choices import choices_of, chosen_of
from frontend.store.browse.links import at_category, same_but
from frontend.store.currency import currency_of
from frontend.store.outside.linked import graph, list_linked, trail_linked
from frontend.store.outside.site import site_of
from frontend.store.trail import trail_to
from market.catalog.models import Category
from market.catalog.queries import category_facts
from market.finding.related import popular
from market.finding.search.listing import FARTHEST, Listed, list_page, shown
from market.finding.search.wanted import Wanted
from project.accounts.access import Who, access
from project.base import limits
from project.base.http import client_address

SHOWN, BY_ITSELF = 24, 5
SORTS = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest"),
    "popular": gettext_lazy("Popular"),
    "price_up": gettext_lazy("Price, low to high"),
    "price_down": gettext_lazy("Price, high to low"),
}


@never_cache
@require_safe
@access(Who.PUBLIC)
def listing(request: HttpRequest, path: str = "") -> HttpResponse:
    """A page of the list; htmx asks for the list with its filters, or for the cards that come next."""
    branch = _branch(path.strip("/"))
    currency = currency_of(request)
    wanted = wanted_of(request, category=branch.path if branch else "", currency=currency)
    try:
        if wanted.search:
            limits.ask("searches", client_address(request))
    except limits.TooManyTries as refusal:
        return render(request, "store/browse/busy.html", {"refusal": refusal, "wanted": wanted}, status=429)
    page = page_of(request, last=FARTHEST // SHOWN)
    listed = list_page(wanted, page=page, limit=SHOWN)
    facts = _list_facts(request, listed, page)
    if request.headers.get("HX-Target") == "more":
        return render(request, "store/browse/_cards.html", facts)
    facts |= _page_facts(request, wanted, listed, branch, currency)
    part = "_body.html" if request.headers.get("HX-Target") == "browse" else "list.html"
    return render(request, f"store/browse/{part}", facts)


def _branch(path: str) -> Category | None:
    if not path:
        return None
    branch = Category.objects.filter(path=path).first()
    if branch is None:
        raise Http404
    return branch


def _list_facts(request: HttpRequest, listed: Listed, page: int) -> dict[str, Any]:
    last = max(1, -(-listed.reachable // SHOWN))
    return {
        "products": listed.products,
        "page": page,
        "last": last,
        "previous": same_but(request, page=str(page - 1) if page > 2 else "") if page > 1 else "",
        "next": same_but(request, page=str(page + 1)) if page < last else "",
        "by_itself": page % BY_ITSELF != 0,
    }


def _page_facts(
    request: HttpRequest, wanted: Wanted, listed: Listed, branch: Category | None, currency: str
) -> dict[str, Any]:
    chosen = chosen_of(request, wanted, currency)
    page_title = _title(wanted, branch)
    trail = trail_to(category_facts(branch) if branch else None)
    site = site_of(request)
    return {
        "wanted": wanted,
        "total": listed.facets.total,
        "mended": listed.mended,
        "choices": choices_of(request, wanted, listed.facets),
        "chosen": chosen,
        "sorts": [(name, label, name == wanted.order) for name, label in SORTS.items() if _is_offered(name, wanted)],
        "action": request.path,
        "everywhere": at_category(request, ""),
        "page_title": page_title,
        "about_page": (branch.about if branch else "") or _("Prompts, models, downloads, APIs and software."),
        "branch": branch,
        "trail": trail[:-1] if branch else [],
        "canonical": site + _canonical(request, wanted, branch),
        # What anybody may type makes no page of its own for search engines.
        "is_hidden": bool(wanted.search or chosen or wanted.sort),
        "linked": graph(list_linked(listed.products, site=site), trail_linked(trail, site=site)),
        "instead": shown(popular(most=4)) if not listed.products else [],
    }


def _title(wanted: Wanted, branch: Category | None) -> str:
    if wanted.search:
        return _("Results for “%(words)s”") % {"words": wanted.search}
    return branch.name if branch else _("Everything for sale")


def _canonical(request: HttpRequest, wanted: Wanted, branch: Category | None) -> str:
    page = category_facts(branch).url if branch else reverse("products")
    number = request.GET.get("page", "1")
    return f"{page}?page={number}" if number.isascii() and number.isdigit() and number != "1" else page


def _is_offered(sort: str, wanted: Wanted) -> bool:
    return sort != "relevance" or bool(wanted.search)
