"""`/desk/products/`: submissions that wait, live by `reviews.desk`; one as a difference, with everything delivered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from market.catalog.actions import Decision, decide_change
from market.catalog.desk import decided_changes, find_change, waiting_changes
from market.catalog.differences import difference
from market.catalog.models import Change, ChangeState, File, Version
from market.catalog.refusals import ProductNotValid
from market.catalog.studio import content_of, versions_of
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.file_answers import answer_file

SHOWN = 50


@never_cache
@require_safe
@access(Who.STAFF)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first, and what was decided lately."""
    rows = waiting_changes()
    facts = {"waiting": rows[:SHOWN], "count": rows.count(), "decided": decided_changes()[:SHOWN]}
    return render(request, "desk/products/list.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.STAFF)
def one(request: HttpRequest, change: str) -> HttpResponse:
    """One submission, with the form to decide about it; refusals are shown and nothing typed is lost."""
    row = find_change(change)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            decide_change(
                change=row.public_id,
                by_id=visitor_of(request).user_id or 0,
                decision=_decision(request),
                reason=request.POST.get("reason", ""),
                now=clock.now(),
            )
        except Refusal as refusal:
            told = refusal.fields.values() if isinstance(refusal, ProductNotValid) else ()
            wrong, status, row = " ".join([str(refusal), *told]), refusal.status, find_change(change)
        else:
            messages.success(request, _("Decided. %(seller)s is told.") % {"seller": row.product.seller})
            return redirect("desk_products")
    facts = _facts(row) | {"wrong": wrong, "reason": request.POST.get("reason", "")}
    return render(request, "desk/products/one.html", facts, status=status)


@never_cache
@require_safe
@access(Who.STAFF)
def file(request: HttpRequest, change: str, file: str) -> HttpResponseBase:
    """A file of what is submitted, to be looked at until it is decided about."""
    version = _delivered(find_change(change))
    found = File.objects.filter(public_id=file, version=version).first() if version is not None else None
    if found is None:
        raise Http404
    return answer_file(
        request, path=found.path, name=found.name, mime="application/octet-stream", shown=False, etag=found.sha256
    )


def _facts(row: Change) -> dict[str, Any]:
    version = _delivered(row)
    return {
        "change": row,
        "product": row.product,
        "differences": difference(row),
        "version": version,
        "content": content_of(version) if version is not None else "",
        "waits": row.state == ChangeState.SUBMITTED,
    }


def _delivered(row: Change) -> Version | None:
    """The version that would be delivered: the submitted one, or the current. Nobody needs it once it is decided."""
    if row.state != ChangeState.SUBMITTED:
        return None
    versions = versions_of(row.product)
    asked = row.after.get("version")
    return versions.filter(public_id=asked).first() if asked else versions.filter(is_current=True).first()


def _decision(request: HttpRequest) -> Decision:
    try:
        return Decision(request.POST.get("decision", ""))
    except ValueError as error:
        raise Http404 from error
