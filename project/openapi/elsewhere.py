"""Pages of other sites may read what everybody may, as nobody: never with a cookie, a token or a key of ours (CORS)."""

from collections.abc import Callable
from functools import cache
from inspect import getclosurevars, isfunction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_only_middleware
from ninja.operation import PathView

from project.accounts.access import Access, Who

type Next = Callable[[HttpRequest], HttpResponseBase]

API = "/api/"
ALLOW_ORIGIN = "Access-Control-Allow-Origin"
PREFLIGHT = {
    ALLOW_ORIGIN: "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
TOLD = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"


@sync_only_middleware
def answer_elsewhere(get_response: Next) -> Next:
    """Outside of the limits: a page elsewhere can read that it asked too often."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if not (request.path.startswith(API) and "Origin" in request.headers and _is_open(request)):
            return get_response(request)
        if request.method == "OPTIONS" and request.headers.get("Access-Control-Request-Method") in {"GET", "HEAD"}:
            return HttpResponse(status=204, headers=PREFLIGHT)
        answer = get_response(request)
        # Whoever says who they are is answered for themselves: no page elsewhere is to read that.
        if request.method == "GET" and not (request.COOKIES or "Authorization" in request.headers):
            answer[ALLOW_ORIGIN], answer["Access-Control-Expose-Headers"] = "*", TOLD
        patch_vary_headers(answer, ("Origin",))
        return answer

    return answered


def _is_open(request: HttpRequest) -> bool:
    """Whether anybody at all may read this address, and nobody owns what it shows."""
    try:
        asked = _access_of(resolve(request.path_info).func)
    except Resolver404:
        return False
    return asked is not None and asked.who is Who.PUBLIC and not asked.owned and not asked.scope


@cache
def _access_of(view: Any) -> Access | None:
    # Ninja's view of a path is a function that it makes: which operations it serves only the function itself knows.
    served = getclosurevars(view).nonlocals.get("self") if isfunction(view) else None
    if isinstance(served, PathView):
        view = next((one.view_func for one in served.operations if "GET" in one.methods), None)
    return getattr(view, "access", None)
