"""The product's addresses, and two more that do nothing: what a request costs before it is asked who sends it."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from project.urls import handler400, handler403, handler404, handler500
from project.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


urlpatterns: list[URLPattern | URLResolver] = [path("empty", empty), path("api/empty", empty), *product]
