"""Addresses as somebody would add them who forgot something: the walk must notice each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from project.accounts.access import Who, access
from project.accounts.models import User
from project.urls import urlpatterns as ours

api = NinjaAPI(urls_namespace="probe", docs_url=None, openapi_url=None)


def forgotten(request: HttpRequest) -> HttpResponse:
    """Nobody said who may come."""
    return HttpResponse("open")


@access(Who.PUBLIC, owned=True)
def unheard(request: HttpRequest, vault: str) -> HttpResponse:
    """Owned, and the walk has no vault of Ada's."""
    return HttpResponse("open")


@access(Who.PUBLIC, owned=True)
def open_to_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Said to be owned, and shown to everybody."""
    return HttpResponse("open")


@access(Who.PUBLIC)
def writes_when_read(request: HttpRequest) -> HttpResponse:
    """A page that changes something when it is looked at."""
    User.objects.create_guest(name="Seen")
    return HttpResponse("open")


@access(Who.PUBLIC, owned=True)
def refuses_too_late(request: HttpRequest, slug: str) -> HttpResponse:
    """Does it, and says no."""
    User.objects.create_guest(name="Seen")
    return HttpResponse(status=403)


@access(Who.PUBLIC)
def breaks(request: HttpRequest) -> HttpResponse:
    """A bug."""
    raise RuntimeError


@csrf_exempt
@access(Who.MEMBER)
def heeds_any_page(request: HttpRequest) -> HttpResponse:
    """A form of any site would do."""
    return HttpResponse("done")


@access(Who.PUBLIC, owned=True)
def closed_to_its_owner(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody gets in."""
    return HttpResponse(status=404)


@api.get("/forgotten")
def operation_forgotten(request: HttpRequest) -> dict[str, Any]:
    """Nobody said who may come."""
    return {}


@api.post("/{slug}/unscoped")
@access(Who.PUBLIC, owned=True, scope="walk:nothing")
def operation_unscoped(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Its scope is one that the walk's key does hold: as if none were asked."""
    return {}


urlpatterns: list[URLPattern | URLResolver] = [
    path("forgotten/", forgotten),
    path("vaults/<str:vault>/", unheard),
    path("boards/<slug:slug>/open/", open_to_all),
    path("written/", writes_when_read),
    path("boards/<slug:slug>/late/", refuses_too_late),
    path("broken/", breaks),
    path("exempt/", heeds_any_page),
    path("boards/<slug:slug>/closed/", closed_to_its_owner),
    path("api/boards/", api.urls),
    *ours,
]
