"""`/studio/import/`: many listings at once as a table, told row by row, first dry; and all of them as a table again."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frontend.studio.products.own import become_seller, own_id
from market.catalog.imports.columns import all_columns
from market.catalog.imports.exporting import export_lines
from market.catalog.imports.starting import find_import, start_import
from market.catalog.models import ImportRow, ImportRun, ImportState
from project.accounts.access import Who, access
from project.base import clock, limits
from project.base.errors import Refusal

SHOWN, ROWS_SHOWN = 10, 200
WORKING = (ImportState.WAITING, ImportState.RUNNING)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """The form, the last imports, and which columns there are; a table that cannot be read is refused in words."""
    if sent := become_seller(request):
        return sent
    wrong = ""
    if request.method == "POST":
        upload = request.FILES.get("table")
        try:
            limits.ask("uploads", f"person {own_id(request)}")
            run = start_import(
                seller_id=own_id(request),
                name=upload.name or "" if upload else "",
                content=upload.read() if upload else b"",
                is_dry=request.POST.get("does") != "import",
                now=clock.now(),
            )
        except Refusal as refusal:
            wrong = str(refusal)
        else:
            return redirect("studio_import_run", run.public_id)
    runs = ImportRun.objects.filter(seller=own_id(request)).order_by("-created_at")[:SHOWN]
    facts = {"runs": runs, "columns": all_columns(), "wrong": wrong}
    return render(request, "studio/products/imports.html", facts, status=422 if wrong else 200)


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def run(request: HttpRequest, run: str) -> HttpResponse:
    """How far one import came, live by `sheet.<id>`, and what was refused, row by row."""
    found = find_import(run, seller_id=own_id(request))
    refused = ImportRow.objects.filter(run=found, result="refused").order_by("number")
    facts = {
        "run": found,
        "done": sum(found.counts.values()),
        "refused": [(row, list(row.problems.items())) for row in refused[:ROWS_SHOWN]],
        "is_working": found.state in WORKING,
    }
    return render(request, "studio/products/import.html", facts)


@require_safe
@access(Who.MEMBER)
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything that one offers, as a table that can be sent again."""
    answer = StreamingHttpResponse(export_lines(own_id(request)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("products")}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
