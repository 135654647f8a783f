"""Whose page may open a socket: scheme, host and port must be exactly ours."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from project.base.http import client_scheme


def header(scope: Mapping[str, Any], name: bytes) -> str | None:
    """One header of an ASGI scope, None when it is absent. Doubled headers are read as a forgery: the empty text."""
    values = [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]
    return None if not values else values[0] if len(values) == 1 else ""


def origin_is_ours(scope: Mapping[str, Any]) -> bool:
    """Whether the page that opens this socket was served by us.

    With RT_ORIGINS set, the origin is one of them; otherwise it is the address this very request was sent to, on a host
    that ALLOWED_HOSTS admits. An absent Origin is never ours: programs bring a ticket instead.
    """
    origin = header(scope, b"origin")
    if not origin:
        return False
    if settings.RT_ORIGINS:
        return origin in settings.RT_ORIGINS
    host = header(scope, b"host") or ""
    return host_is_ours(host) and origin == f"{client_scheme(scope)}://{host}"


def host_is_ours(host: str) -> bool:
    """Whether ALLOWED_HOSTS admits this Host header."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
