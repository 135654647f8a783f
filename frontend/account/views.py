"""The guest's name: a page of its own, and the same form inside the header's dialog."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.account.forms import NameForm
from project.accounts.access import Who, access
from project.accounts.visitors import choose_name, visitor_of


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.PUBLIC)
def choose(request: HttpRequest) -> HttpResponse:
    """Ask for a name, keep it, and go back to where the visitor was."""
    form = NameForm(request.POST or None, initial={"name": visitor_of(request).name})
    if request.method == "POST" and form.is_valid():
        choose_name(request, name=form.cleaned_data["name"])
        return redirect(_way_back(request))
    page = "account/_name_form.html" if request.headers.get("HX-Request") else "account/name.html"
    status = 422 if form.errors else 200
    return render(request, page, {"form": form, "next": _way_back(request)}, status=status)


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    # Without the slash it is a name of a view to `redirect`, and perhaps of none.
    return wanted if ours and wanted.startswith("/") else "/"
