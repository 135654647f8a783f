"""The admin's site: nobody but staff learns that it exists, and it has no sign-in of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from project.accounts.access import Who, access
from project.accounts.roles.predicates import is_staff
from project.accounts.visitors import visitor_of

type View = Callable[..., HttpResponse]
# What the admin needs beyond the site's own policy: Alpine compiles the expressions of unfold's templates, and writes
# widths into style attributes. Scripts and style sheets of the page itself stay bound to our origin and the nonce.
STAFF_CSP: dict[str, Any] = {
    **settings.SECURE_CSP,
    "script-src": [*settings.SECURE_CSP["script-src"], CSP.UNSAFE_EVAL],
    "style-src-attr": [CSP.UNSAFE_INLINE],
}
# People sign in, and change what is theirs, where everybody does.
LEFT_OUT = frozenset({"login", "password_change", "password_change_done", "view_on_site", "autocomplete"})


def staff_only(view: View) -> View:
    """Hold a view of the admin to staff, under the admin's own policy; to everybody else it is not there."""
    held = csp_override(STAFF_CSP)(access(Who.STAFF)(view))

    @wraps(held)
    def hidden(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_staff(visitor_of(request)):
            raise Http404
        return held(request, *args, **kwargs)  # type: ignore[no-any-return]

    return hidden


class StaffSite(UnfoldAdminSite):  # type: ignore[misc]
    """People, letters and the trail."""

    site_title = gettext_lazy("Rialto desk")
    index_title = gettext_lazy("Desk")

    def has_permission(self, request: HttpRequest) -> bool:
        """Asked again by Django's own views."""
        return is_staff(visitor_of(request))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's addresses and unfold's, each held to staff."""
        kept = [url for url in super().get_urls() if getattr(url, "name", "") not in LEFT_OUT]
        _hold(kept)
        return kept

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """People come first: there is nothing else to see in the hall."""
        return HttpResponseRedirect(reverse("admin:accounts_user_changelist"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign out where everybody does."""
        return HttpResponseRedirect(resolve_url("account_logout"))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page shows. The colours come from a file: an inline style would need a nonce."""
        return {
            **super().each_context(request),
            "site_title": _("Rialto desk"),
            "site_header": "Rialto",
            "site_subheader": _("Desk"),
            "site_symbol": "support_agent",
            "site_favicons": [{"rel": "icon", "href": static("img/rialto.svg"), "type": "image/svg+xml"}],
            "styles": [static("css/staff.css")],
            "scripts": [static("js/staff.js")],
            "colors": None,
            "account_links": [{"title": _("Your security"), "link": resolve_url("security")}],
            "sidebar_navigation": [{"title": _("Desk"), "separator": False, "items": _items(request)}],
        }


def _items(request: HttpRequest) -> list[dict[str, Any]]:
    pages = (
        (_("People"), "group", "admin:accounts_user_changelist"),
        (_("Applications"), "assignment", "applications"),
        (_("Listings"), "inventory_2", "desk_products"),
        (_("Orders"), "receipt_long", "desk_orders"),
        (_("Money"), "payments", "money"),
        (_("Letters"), "mail", "admin:mail_letter_changelist"),
        (_("Audit trail"), "history", "admin:audit_staffaction_changelist"),
    )
    return [_item(request, str(title), icon, reverse(name)) for title, icon, name in pages]


def _item(request: HttpRequest, title: str, icon: str, link: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link, "active": request.path.startswith(link), "has_permission": True}


def _hold(urls: list[URLPattern | URLResolver]) -> None:
    for url in urls:
        if isinstance(url, URLResolver):
            _hold(url.url_patterns)
        elif not hasattr(url.callback, "access"):
            url.callback = staff_only(url.callback)


site = StaffSite()
