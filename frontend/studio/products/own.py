"""What every page of a listing begins with: whose it is, how it stands, and which page of it this is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from market.catalog.models import Product
from market.catalog.studio import find_own, open_change, working_copy_of
from project.accounts.models import Role
from project.accounts.visitors import visitor_of

TABS = (
    ("studio_product", _("About")),
    ("studio_pictures", _("Pictures")),
    ("studio_prices", _("Prices")),
    ("studio_versions", _("Versions")),
    ("studio_review", _("Review and sale")),
)


def own_id(request: HttpRequest) -> int:
    """Whose studio this is."""
    return visitor_of(request).user_id or 0


def own_listing(request: HttpRequest, product: str) -> Product:
    """The visitor's own listing; 404 for everybody else's."""
    return find_own(product, seller_id=own_id(request))


def page_facts(product: Product) -> dict[str, Any]:
    """What the frame around every page of a listing shows."""
    change = open_change(product)
    return {"product": product, "change": change, "copy": working_copy_of(product), "tabs": TABS}


def seen_revision(request: HttpRequest) -> int | None:
    """The revision that the form was drawn with; None where it names none."""
    seen = request.POST.get("revision", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None


def become_seller(request: HttpRequest) -> HttpResponse | None:
    """Who is no seller is shown the way to it; None for who is."""
    if Role.SELLER in visitor_of(request).roles:
        return None
    messages.info(request, _("Become a seller first: it takes a few minutes."))
    return redirect("role_way", Role.SELLER)
