"""`/robots.txt`: what need not be found, and where the list of everything else is."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontend.store.outside.site import site_of
from project.accounts.access import Who, access

# Pages that only ask for something, or are somebody's own.
CLOSED = (
    "/boards/*/console/",
    "/boards/*/operate/",
    "/name/",
    "/account/",
    "/cart/",
    "/checkout/",
    "/collections/",
    "/desk/",
    "/downloads/",
    "/favourites/",
    "/following/",
    "/library/",
    "/orders/",
    "/recent/",
    "/staff/",
    "/studio/",
)


@require_safe
@access(Who.PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be found but what is closed."""
    closed = [f"Disallow: {path}" for path in CLOSED]
    told = ["User-agent: *", *closed, "", f"Sitemap: {site_of(request)}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(told), content_type="text/plain; charset=utf-8")
