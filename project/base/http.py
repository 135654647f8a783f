"""Requests and answers as every room sees them: who asks, under which id, and problems told."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise

from project.base.errors import Refusal

PROBLEM = "application/problem+json"
type Asked = HttpRequest | Mapping[str, Any]


def request_id(request: HttpRequest) -> str:
    """The id that logs, error pages and problems of this request carry."""
    return str(getattr(request, "request_id", ""))


def problem(
    request: HttpRequest,
    *,
    status: int,
    code: str,
    title: str | Promise,
    detail: str | Promise = "",
    fields: Mapping[str, Any] | None = None,
) -> JsonResponse:
    """An RFC 9457 answer; `fields` names what was wrong with which input."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": status,
        "code": code,
        "title": str(title),
        "detail": str(detail),
        "request_id": request_id(request),
    }
    if fields:
        body["fields"] = fields
    return JsonResponse(body, status=status, content_type=PROBLEM)


def refused(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    """An action said no: its own words, status and name; `retry_after` seconds are a header too."""
    answer = problem(request, status=refusal.status, code=refusal.code, title=str(refusal), fields=refusal.extra)
    if "retry_after" in refusal.extra:
        answer["Retry-After"] = str(refusal.extra["retry_after"])
    return answer


def client_address(asked: Asked) -> str:
    """The address of whoever asks: a request or an ASGI scope.

    `X-Forwarded-For` is believed only as far as trusted proxies wrote it: read from the right,
    the first address that is not a trusted proxy's is the client.
    """
    peer = _peer(asked)
    if not is_trusted_proxy(peer):
        return peer
    for hop in reversed(_header(asked, "x-forwarded-for").split(",")):
        if hop.strip() and not is_trusted_proxy(hop.strip()):
            return hop.strip() if _is_address(hop.strip()) else peer
    return peer


def client_scheme(asked: Asked) -> str:
    """`http` or `https` as the client used it, believing `X-Forwarded-Proto` of trusted proxies."""
    own = asked.scheme if isinstance(asked, HttpRequest) else str(asked.get("scheme", "http"))
    secure = own in {"https", "wss"}
    if is_trusted_proxy(_peer(asked)):
        secure = secure or _header(asked, "x-forwarded-proto").strip().lower() in {"https", "wss"}
    return "https" if secure else "http"


def is_trusted_proxy(address: str) -> bool:
    """Whether this peer is one of the proxies named in TRUSTED_PROXIES."""
    if not _is_address(address):
        return False
    parsed = ip_address(address)
    return any(parsed in ip_network(known, strict=False) for known in settings.TRUSTED_PROXIES)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _peer(asked: Asked) -> str:
    if isinstance(asked, HttpRequest):
        return str(asked.META.get("REMOTE_ADDR") or "")
    client = asked.get("client")
    return str(client[0]) if client else ""


def _header(asked: Asked, name: str) -> str:
    if isinstance(asked, HttpRequest):
        return asked.headers.get(name, "")
    wanted = name.encode()
    values = [value.decode("latin-1") for key, value in asked.get("headers", ()) if key == wanted]
    return ",".join(values)
