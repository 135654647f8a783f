"""`/recent/`: what somebody known looked at, noted after a page was read, and forgotten when they say so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.store.kept.doing import go_back
from frontend.store.looker import looker_of
from market.catalog.queries import for_sale_by_slug
from market.finding import actions
from market.finding.queries import viewed_by
from project.accounts.access import Who, access
from project.base import clock


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The last first."""
    person = looker_of(request).person_id
    found = viewed_by(person, most=actions.MOST_VIEWED) if person else []
    facts = {"products": [(product, "") for product in found], "page_title": _("Looked at")}
    return render(request, "store/kept/recent.html", facts)


@require_POST
@access(Who.PUBLIC)
def note(request: HttpRequest, slug: str) -> HttpResponse:
    """They have looked at this product; of who is not known nothing is kept."""
    visitor = looker_of(request)
    product = for_sale_by_slug(slug)
    if visitor.person_id is not None and visitor.user_id != product.seller_id:
        actions.note_view(person_id=visitor.person_id, product_pk=product.pk, now=clock.now())
    return HttpResponse(status=204)


@require_POST
@access(Who.PUBLIC)
def forget(request: HttpRequest) -> HttpResponse:
    """Forget everything that they looked at."""
    person = looker_of(request).person_id
    if person is not None:
        actions.forget_views(person_id=person)
    return go_back(request, "recent")
