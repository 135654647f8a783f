"""`/studio/products/<id>/pictures/`: pictures of a listing, the first being its cover."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.studio.products.own import own_id, own_listing, page_facts
from market.catalog.actions import add_picture, describe_picture, move_picture, remove_picture
from market.catalog.checking import MOST_PICTURES
from market.catalog.refusals import ProductNotValid
from project.accounts.access import Who, access
from project.base import clock, limits
from project.base.errors import NotFound, Refusal


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def show(request: HttpRequest, product: str) -> HttpResponse:
    """The pictures as they are or are asked to be."""
    facts = page_facts(own_listing(request, product))
    return render(request, "studio/products/pictures.html", {**facts, "most": MOST_PICTURES})


@require_POST
@access(Who.MEMBER, owned=True)
def add(request: HttpRequest) -> HttpResponse:
    """One more picture, of the listing that the form names."""
    row, upload = own_listing(request, request.POST.get("product", "")), request.FILES.get("picture")
    try:
        limits.ask("uploads", f"person {row.seller_id}")
        if upload is None:
            raise ProductNotValid({"picture": _("Choose a picture.")})
        add_picture(
            product=row.public_id,
            seller_id=row.seller_id,
            name=upload.name or "",
            content=upload.read(),
            alt=request.POST.get("alt", ""),
            now=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, " ".join([str(refusal), *getattr(refusal, "fields", {}).values()]))
    else:
        messages.success(request, _("The picture is there."))
    return redirect("studio_pictures", row.public_id)


@require_POST
@access(Who.MEMBER, owned=True)
def change(request: HttpRequest, product: str, picture: str) -> HttpResponse:
    """Say what it shows, move it, or take it away, as the pressed button says."""
    row, now = own_listing(request, product), clock.now()
    asked: dict[str, Any] = {"product": row.public_id, "seller_id": own_id(request), "picture": picture, "now": now}
    does = request.POST.get("does", "")
    try:
        if does == "remove":
            remove_picture(**asked)
        elif does.isascii() and does.isdigit() and len(does) < 3:
            move_picture(place=int(does), **asked)
        else:
            describe_picture(alt=request.POST.get("alt", ""), **asked)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("studio_pictures", row.public_id)
