"""What people and programs read about the API: the document of the socket, and pages made of both documents."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from project.accounts.access import Who, access
from project.api import api
from project.base.http import client_scheme
from project.openapi.asyncapi import describe_socket
from project.openapi.pages import page_of_operations, page_of_topics


@require_safe
@access(Who.PUBLIC)
def asyncapi(request: HttpRequest) -> HttpResponse:
    """The AsyncAPI document."""
    return JsonResponse(describe_socket(host=request.get_host(), secure=client_scheme(request) == "https"))


@require_safe
@access(Who.PUBLIC)
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation, by room."""
    return render(request, "api/docs.html", _page_at(f"{client_scheme(request)}://{request.get_host()}"))


@lru_cache(maxsize=8)
def _page_at(origin: str) -> dict[str, Any]:
    return page_of_operations(api.get_openapi_schema(), origin=origin)


@require_safe
@access(Who.PUBLIC)
def events(request: HttpRequest) -> HttpResponse:
    """Every topic, with what it tells, and the protocol."""
    document = describe_socket(host=request.get_host(), secure=client_scheme(request) == "https")
    return render(request, "api/events.html", page_of_topics(document))
