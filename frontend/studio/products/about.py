"""`/studio/products/<id>/`: a listing's words. Of a live one they wait for review, and the page says which do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.studio.products.forms import about_form
from frontend.studio.products.own import own_id, own_listing, page_facts
from market.catalog.actions import change_product
from market.catalog.models import ListingState
from market.catalog.refusals import ProductNotValid
from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER, owned=True)
def show(request: HttpRequest, product: str) -> HttpResponse:
    """The form; what was typed stays in it when something is refused."""
    row = own_listing(request, product)
    facts = page_facts(row)
    if request.method != "POST":
        form = about_form(row.kind, copy=facts["copy"], revision=row.revision)
        return render(request, "studio/products/about.html", {**facts, "form": form})
    form = about_form(row.kind, request.POST)
    if form.is_valid():
        try:
            change_product(
                product=row.public_id,
                seller_id=own_id(request),
                change=form.change(),
                revision=form.cleaned_data["revision"],
                now=clock.now(),
            )
        except ProductNotValid as refusal:
            form.tell(refusal.fields)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            waits = row.state == ListingState.APPROVED
            messages.success(request, _("Saved. What is new waits for review.") if waits else _("Saved."))
            return redirect("studio_product", row.public_id)
    return render(request, "studio/products/about.html", {**facts, "form": form}, status=422)
