"""`/favourites/`: products that somebody wants to find again, guest or member."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.store.kept.doing import attempt, go_back
from frontend.store.kept.paging import page_of
from frontend.store.looker import looker_of
from market.catalog.queries import for_sale_by_slug
from market.finding import actions
from market.finding.queries import count_favourites, favourites_of
from project.accounts.access import Who, access
from project.accounts.visitors import keep_guest, program_of
from project.base import clock, limits
from project.base.http import client_address

SHOWN = 24


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The newest mark first; what is not for sale any more is left out."""
    person = looker_of(request).person_id
    count = count_favourites(person) if person else 0
    page = page_of(request, count, SHOWN)
    found = favourites_of(person, most=SHOWN, begin=page.begin) if person and count else []
    facts = {"products": [(product, "") for product in found], "count": count, "page_title": _("Favourites")}
    return render(request, "store/kept/favourites.html", {**facts, **page.links()})


@require_POST
@access(Who.PUBLIC)
def mark(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark a product, or take the mark off; a guest is kept as somebody from now on."""
    if program_of(request) is not None:
        raise PermissionDenied
    is_on = bool(request.POST.get("on"))
    refusal = attempt(request, lambda: _mark(request, slug, is_on=is_on))
    if not request.headers.get("HX-Request"):
        return go_back(request, "favourites")
    facts = {
        "slug": slug,
        "is_favourite": is_on and refusal is None,
        "marked": True,
        "refusal": refusal,
    }
    return render(request, "store/_favourite.html", facts)


def _mark(request: HttpRequest, slug: str, *, is_on: bool) -> None:
    limits.ask("cart", client_address(request))
    if not is_on:
        if person := looker_of(request).person_id:
            actions.remove_favourite(person_id=person, product=slug)
        return
    # Nobody becomes somebody for a product that is not there.
    product = for_sale_by_slug(slug)
    actions.add_favourite(person_id=keep_guest(request).person_id or 0, product=product.slug, now=clock.now())
