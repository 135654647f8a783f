"""The start page: what the market is in one glance, what just happened in it, and where to look."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.account.roles.demo import demo_facts
from frontend.live.lists import newest_states
from frontend.store.arrivals import TOPIC, newest_rows
from frontend.store.looker import looker_of
from frontend.store.outside.linked import site_linked
from frontend.store.outside.site import site_of
from frontend.store.rows import popular, recommended
from frontend.store.tree import roots
from market.catalog.queries import product_facts
from project.accounts.access import Who, access

STRIP, NEW = 5, 8


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The start page; htmx asks for the strip of arrivals alone."""
    newest = product_facts(newest_rows(STRIP + NEW))
    strip = {"arrivals": newest[:STRIP], "arrivals_topic": TOPIC}
    if request.headers.get("HX-Request"):
        return render(request, "store/_arrivals.html", strip)
    return render(request, "home.html", {**strip, **_facts(request, newest)})


def _facts(request: HttpRequest, newest: list[Any]) -> dict[str, Any]:
    site = site_of(request)
    boards = newest_states(1)
    return {
        "board": boards[0] if boards else None,
        "categories": roots(),
        "rows": [
            *recommended(looker_of(request).person_id),
            {"name": "new", "title": _("Also new"), "products": [(product, "") for product in newest[STRIP:]]},
            popular(besides=[product.id for product in newest]),
        ],
        "canonical": f"{site}/",
        "linked": site_linked(site=site),
        "page_title": "Rialto",
        **demo_facts(),
    }
