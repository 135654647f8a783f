"""What every request passes: an id, only trusted proxies, and browser policies."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware, sync_only_middleware

from project.base.http import client_address, is_trusted_proxy
from project.base.measures import request_seconds

type Next = Callable[[HttpRequest], Any]

log = structlog.get_logger("project.requests")
SANE_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
QUIET = ("/healthz", "/readyz", "/metrics", "/static/")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


def _around(
    before: Callable[[HttpRequest], HttpResponseBase | None],
    after: Callable[[HttpRequest, HttpResponseBase], None] | None = None,
) -> Callable[[Next], Next]:
    """A middleware of two plain functions, with no thread hop where Django runs async."""

    @sync_and_async_middleware
    def middleware(get_response: Next) -> Next:
        def finish(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
            if after is not None:
                after(request, response)
            return response

        if iscoroutinefunction(get_response):

            async def answer_later(request: HttpRequest) -> HttpResponseBase:
                return finish(request, before(request) or await get_response(request))

            return answer_later
        return lambda request: finish(request, before(request) or get_response(request))

    return middleware


def _name_request(request: HttpRequest) -> None:
    given = request.headers.get("x-request-id", "")
    chosen = given if SANE_ID.fullmatch(given) else f"req_{secrets.token_hex(12)}"
    request.request_id = chosen  # type: ignore[attr-defined]
    request.began = time.perf_counter()  # type: ignore[attr-defined]
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=chosen)


def _report_request(request: HttpRequest, response: HttpResponseBase) -> None:
    response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
    seconds = time.perf_counter() - request.began  # type: ignore[attr-defined]
    route = request.resolver_match.route if request.resolver_match else "-"
    # Anybody can invent methods: each would be a series of its own for ever.
    method = request.method if request.method in METHODS else "other"
    request_seconds.labels(method, route, str(response.status_code)).observe(seconds)
    if not request.path.startswith(QUIET):
        level = logging.WARNING if response.status_code >= 500 else logging.INFO
        log.log(
            level,
            "request",
            method=method,
            path=request.path,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            address=client_address(request),
            # Only where somebody asked who it is: a log line is no reason to read a session.
            person=getattr(getattr(request, "_cached_user", None), "public_id", None),
        )


def _forget_forged_headers(request: HttpRequest) -> None:
    # Anybody can send X-Forwarded-*: only a proxy of ours is believed.
    if not is_trusted_proxy(str(request.META.get("REMOTE_ADDR") or "")):
        for name in FORWARDED:
            request.META.pop(name, None)


def _nothing(_request: HttpRequest) -> None:
    return None


def _add_policies(_request: HttpRequest, response: HttpResponseBase) -> None:
    response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")


@sync_only_middleware
def refuse_nul(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse addresses and forms with a NUL in them: no page means one, and PostgreSQL keeps none.

    The API has its own words for it.
    """

    def refused(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return get_response(request)

    refused.process_view = _refuse_nul_in_form  # type: ignore[attr-defined]
    return refused


def _refuse_nul_in_form(request: HttpRequest, view: Callable[..., Any], *_given: Any) -> None:
    # Where the token of a page is asked for, the form is read before the view anyway; all others read it themselves.
    if request.method != "POST" or getattr(view, "csrf_exempt", False):
        return
    if any("\x00" in value for _name, values in request.POST.lists() for value in values):
        raise BadRequest("NUL in a form")


identify_request = _around(_name_request, _report_request)
believe_proxies = _around(_forget_forged_headers)
set_browser_policies = _around(_nothing, _add_policies)
