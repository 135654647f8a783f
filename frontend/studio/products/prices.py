"""`/studio/products/<id>/prices/`: the ways to buy a listing. Prices of a live one hold at once, in every open page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.studio.products.own import own_id, own_listing, page_facts, seen_revision
from frontend.studio.products.tier_forms import tell, tier_forms
from market.catalog.actions import set_tiers
from market.catalog.commission import commission_bps_for
from market.catalog.models import Product
from market.catalog.refusals import ProductNotValid
from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER, owned=True)
def show(request: HttpRequest, product: str) -> HttpResponse:
    """A form for each way to buy; what was typed stays when something is refused."""
    row = own_listing(request, product)
    facts = page_facts(row) | {"commission": commission_bps_for(row) / 100}
    if request.method != "POST":
        return render(
            request, "studio/products/prices.html", {**facts, "tiers": tier_forms(row.kind, tiers=facts["copy"].tiers)}
        )
    tiers = tier_forms(row.kind, request.POST)
    wrong = _save(request, row, tiers)
    if wrong is None:
        messages.success(request, _("Saved. Prices and stock hold from now on."))
        return redirect("studio_prices", row.public_id)
    return render(request, "studio/products/prices.html", {**facts, "tiers": tiers, "wrong": wrong}, status=422)


def _save(request: HttpRequest, row: Product, tiers: Any) -> list[str] | None:
    """What is wrong beside no field; None where all is saved."""
    if not tiers.is_valid():
        return []
    named = [form for form in tiers if form.cleaned_data.get("name") or form.cleaned_data.get("id")]
    try:
        set_tiers(
            product=row.public_id,
            seller_id=own_id(request),
            tiers=[form.asked() for form in named],
            revision=seen_revision(request),
            now=clock.now(),
        )
    except ProductNotValid as refusal:
        return tell(tiers, named, refusal.fields)
    except Refusal as refusal:
        return [str(refusal)]
    return None
