"""`/sellers/…/`: who sells, and all that they have for sale."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend.store.fresh import answer_afresh
from frontend.store.looker import looker_of
from frontend.store.outside.linked import graph, list_linked, trail_linked
from frontend.store.outside.site import site_of
from frontend.store.seller.follow import follow_facts
from frontend.store.trail import trail_to
from market.catalog.models import Product
from market.catalog.queries import product_facts, seller_facts
from project.accounts.access import Who, access
from project.accounts.models import Role
from project.accounts.profiles.public import linked_data, person_out
from project.accounts.profiles.queries import Found, find_person
from project.base import clock

SHOWN = 24


@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest, name: str) -> HttpResponse:
    """The shop of whoever goes by this handle or public id; a former name leads on."""
    found = _find(request, name)
    rows = Product.objects.for_sale().filter(seller=found.profile.person).select_related("seller", "category")
    page = Paginator(rows.order_by("-approved_at", "-pk"), SHOWN).get_page(request.GET.get("page"))
    if not page.paginator.count and Role.SELLER not in found.profile.person.roles:
        raise Http404
    seller = seller_facts(found.profile.person)
    if not found.by_its_name:
        # For now: a handle may be somebody else's one day.
        return redirect(seller.url)
    facts = _facts(request, found, page)
    return answer_afresh(request, facts, lambda: render(request, "store/seller.html", facts))


def _find(request: HttpRequest, name: str) -> Found:
    return find_person(name, now=clock.now(), viewer_id=looker_of(request).user_id)


def _facts(request: HttpRequest, found: Found, page: Page[Product]) -> dict[str, Any]:
    person, products = person_out(found.profile), product_facts(page.object_list)
    seller, site, visitor = seller_facts(found.profile.person), site_of(request), looker_of(request)
    trail = [*trail_to(None), (seller.name, seller.url)]
    number = f"?page={page.number}" if page.number > 1 else ""
    return {
        "person": person,
        "person_pk": found.profile.person_id,
        "seller": seller,
        "person_url": reverse("person", args=[found.profile.handle or person["id"]]),
        "products": [(product, "") for product in products],
        "count": page.paginator.count,
        "previous": page.previous_page_number() if page.has_previous() else None,
        "next": page.next_page_number() if page.has_next() else None,
        "is_own": visitor.user_id == found.profile.person_id,
        "canonical": site + seller.url + number,
        "linked": graph(
            linked_data(person, site=site)["mainEntity"],
            list_linked(products, site=site),
            trail_linked(trail, site=site),
        ),
        "page_title": _("%(name)s's shop") % {"name": seller.name},
        "about_page": person["headline"] or _("What %(name)s sells at Rialto.") % {"name": seller.name},
        **follow_facts(visitor, found.profile.person),
    }
