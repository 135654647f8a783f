"""`/account/export/`: asking for a copy of one's data, seeing it made, and downloading it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.account.profile.editing import own_id
from frontend.account.security.fresh import fresh
from project.accounts.access import Who, access
from project.accounts.profiles.exports.actions import (
    LinkIsOver,
    exports_of,
    next_export_at,
    open_download,
    request_export,
    sign_download,
)
from project.accounts.profiles.models import DataExport
from project.base import clock
from project.base.errors import NotFound, Refusal
from project.base.file_answers import answer_file
from project.base.http import client_address

MOVING = (DataExport.State.REQUESTED, DataExport.State.RUNNING)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """How one's exports stand; htmx asks for the part that moves."""
    own, now = own_id(request), clock.now()
    exports, next_at = exports_of(own), next_export_at(own)
    facts = {
        "exports": exports,
        "moves": any(export.state in MOVING for export in exports),
        "next_at": next_at if next_at and next_at > now else None,
    }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "account/profile/_exports.html" if is_part else "account/profile/export.html", facts)


@require_POST
@access(Who.MEMBER)
@fresh
def ask(request: HttpRequest) -> HttpResponse:
    """Have one made."""
    try:
        request_export(person_id=own_id(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("We are putting your data together. You may leave this page: a letter will tell you.")
        )
    return redirect("export")


@require_POST
@access(Who.MEMBER, owned=True)
@fresh
def give_link(request: HttpRequest, export: str) -> HttpResponse:
    """A link that is good for five minutes, in this person's browser alone."""
    key = sign_download(person_id=own_id(request), export_id=export, now=clock.now())
    return redirect(f"{reverse('export_file', args=[export])}?{urlencode({'key': key})}")


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def download(request: HttpRequest, export: str) -> HttpResponseBase:
    """The archive itself."""
    key = request.GET.get("key", "")
    try:
        found = open_download(
            person_id=own_id(request), export_id=export, key=key, address=client_address(request), now=clock.now()
        )
        name = f"rialto-{found.requested_at:%Y-%m-%d}.zip"
        return answer_file(
            request, path=found.path, name=name, mime="application/zip", shown=False, etag=found.public_id
        )
    except LinkIsOver as refusal:
        messages.error(request, str(refusal))
        return redirect("export")
    except (NotFound, FileNotFoundError) as refusal:
        raise Http404 from refusal
