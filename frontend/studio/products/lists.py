"""`/studio/products/`: all of a seller's listings, changes of many at once, and new ones."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.store.paged import cursor_of
from frontend.studio.products.own import become_seller, own_id
from market.catalog.actions import create_product, delete_product, pause_product, resume_product
from market.catalog.kinds import KINDS
from market.catalog.models import ListingState, ProductKind
from market.catalog.refusals import ProductNotValid
from market.catalog.studio import products_of
from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal
from project.base.listing import CursorAsked, by_cursor

SHOWN = 50
DEEDS = {"pause": pause_product, "resume": resume_product, "delete": delete_product}


class NewForm(forms.Form):
    """What a listing begins with."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=ProductKind, widget=forms.RadioSelect)
    title = forms.CharField(label=gettext_lazy("Title"), min_length=3, max_length=120)


@require_safe
@access(Who.MEMBER)
def home(request: HttpRequest) -> HttpResponse:
    """The studio begins with what one offers."""
    return redirect("studio_products")


@never_cache
@require_safe
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """The last changed first; `?state=` shows one state, `?cursor=` goes on below."""
    if sent := become_seller(request):
        return sent
    own, state = own_id(request), request.GET.get("state", "")
    rows = products_of(own)
    if state in ListingState.values:
        rows = rows.filter(state=state)
    asked = CursorAsked(cursor=cursor_of(request), limit=SHOWN)
    found = by_cursor(rows, of=f"studio {own} {state}", order=("-changed_at",), asked=asked)
    facts: dict[str, Any] = {"products": found.items, "next": found.next, "states": ListingState.choices}
    return render(request, "studio/products/list.html", {**facts, "state": state, "is_later": bool(asked.cursor)})


@require_POST
@access(Who.MEMBER)
def bulk(request: HttpRequest) -> HttpResponse:
    """The same deed for each listing that is ticked; what could not be done is told one by one."""
    deed = DEEDS.get(request.POST.get("does", ""))
    if deed is None:
        raise Http404
    done = 0
    for product in request.POST.getlist("product")[:SHOWN]:
        try:
            deed(product=product, seller_id=own_id(request), now=clock.now())
        except Refusal as refusal:
            messages.error(request, f"{product}: {refusal}")
        else:
            done += 1
    if done:
        messages.success(request, ngettext("%(n)s listing changed.", "%(n)s listings changed.", done) % {"n": done})
    return redirect("studio_products")


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft: a kind and a title, everything else afterwards."""
    if sent := become_seller(request):
        return sent
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_product(seller_id=own_id(request), now=clock.now(), **form.cleaned_data)
        except ProductNotValid as refusal:
            for name, words in refusal.fields.items():
                form.add_error(name if name in form.fields else None, words)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is there. Nobody sees it until you submit it."))
            return redirect("studio_product", made.public_id)
    facts = {"form": form, "kinds": [(kind, KINDS[kind].about) for kind in ProductKind]}
    return render(request, "studio/products/new.html", facts, status=422 if form.errors else 200)
