"""`/studio/products/<id>/review/`: how a listing stands, live; submitting it, and switching its sale on and off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.studio.products.own import own_id, own_listing, page_facts, seen_revision
from market.catalog.actions import (
    delete_product,
    discard_change,
    pause_product,
    resume_product,
    submit_product,
    withdraw_change,
)
from market.catalog.completeness import problems_of
from market.catalog.differences import difference
from market.catalog.models import ListingState
from market.catalog.studio import last_change
from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal

ACTS: dict[str, Callable[..., Any]] = {
    "submit": submit_product,
    "withdraw": withdraw_change,
    "discard": discard_change,
    "pause": pause_product,
    "resume": resume_product,
    "delete": delete_product,
}


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def show(request: HttpRequest, product: str) -> HttpResponse:
    """How it stands, what staff said, what it still lacks, and what a change would change. Live by `listing.<id>`."""
    row = own_listing(request, product)
    facts = page_facts(row)
    change = facts["change"]
    is_live = row.state == ListingState.APPROVED
    facts |= {
        "last": last_change(row),
        "problems": [] if is_live else list(problems_of(row).items()),
        "differences": difference(change) if change is not None and not change.is_first else [],
        "is_live": is_live,
    }
    return render(request, "studio/products/review.html", facts)


@require_POST
@access(Who.MEMBER, owned=True)
def act(request: HttpRequest, product: str, does: str) -> HttpResponse:
    """Do what the pressed button says."""
    row, deed = own_listing(request, product), ACTS.get(does)
    if deed is None:
        raise Http404
    note = {"note": request.POST.get("note", "")} if does == "submit" else {}
    try:
        deed(product=row.public_id, seller_id=own_id(request), revision=seen_revision(request), now=clock.now(), **note)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("studio_review", row.public_id)
    if does == "delete":
        messages.success(request, _("Deleted. Who bought it keeps it."))
        return redirect("studio_products")
    return redirect("studio_review", row.public_id)
