"""`/library/`: what somebody has bought or was given, to read and to download by links that last five minutes."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.store.paged import cursor_of
from market.catalog.models import File
from market.catalog.queries import product_facts
from market.orders import downloads
from market.orders.models import Grant
from market.orders.queries import delivered, grant_of, grants_of
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock, limits
from project.base.errors import NotFound, Refusal
from project.base.file_answers import answer_file
from project.base.http import client_address
from project.base.listing import CursorAsked, by_cursor

SHOWN = 30


@never_cache
@require_safe
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """All of it, newest first; live by `orders.<person>`."""
    own = _own(request)
    asked = CursorAsked(cursor=cursor_of(request), limit=SHOWN)
    found = by_cursor(grants_of(own), of=f"library {own}", order=("-granted_at",), asked=asked)
    facts = product_facts(grant.product for grant in found.items)
    shelf = [(grant, about.cover) for grant, about in zip(found.items, facts, strict=True)]
    return render(request, "store/orders/library.html", {"shelf": shelf, "next": found.next})


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def item(request: HttpRequest, grant_id: str) -> HttpResponse:
    """What one grant gives now: the text itself, the files, and what changed since it was bought."""
    given = delivered(_grant(request, grant_id))
    files = [(file, *given.fetched.get(file.pk, (0, None))) for file in given.files]
    return render(request, "store/orders/item.html", {"grant": given.grant, "given": given, "files": files})


@require_POST
@access(Who.MEMBER, owned=True)
def link(request: HttpRequest, grant_id: str, file_id: str) -> HttpResponse:
    """Make a link to one file and follow it."""
    grant = _grant(request, grant_id)
    file = File.objects.select_related("version").filter(public_id=file_id).first()
    if file is None:
        raise NotFound
    token = downloads.make_link(grant=grant, file=file, person_id=_own(request), now=clock.now())
    return redirect("download", token)


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file, for who was given the link and as long as it lasts; each fetching is counted."""
    own = _own(request)
    try:
        limits.ask("downloads", f"person:{own}")
        fetched = downloads.fetch(
            token=token, person_id=own, address=client_address(request), begins=_begins(request), now=clock.now()
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return render(request, "store/orders/no_download.html", {"why": refusal}, status=refusal.status)
    file = fetched.file
    return answer_file(
        request, path=file.path, name=file.name, mime="application/octet-stream", shown=False, etag=file.sha256
    )


def _begins(request: HttpRequest) -> bool:
    """Whether this asks for a file from its first byte: a part behind it belongs to a download that was counted."""
    part = request.headers.get("Range", "bytes=0-")
    return request.method == "GET" and part.startswith("bytes=0-")


def _own(request: HttpRequest) -> int:
    return visitor_of(request).user_id or 0


def _grant(request: HttpRequest, grant_id: str) -> Grant:
    return grant_of(_own(request), grant_id)
