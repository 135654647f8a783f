"""`/metrics` for Prometheus, shown to allowed addresses or for the token only."""

import os
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from project.accounts.access import Who, access
from project.base import measures  # noqa: F401 - its counters exist from the start, at zero
from project.base.http import client_address


@access(Who.PUBLIC)
def metrics(request: HttpRequest) -> HttpResponse:
    """The counts of this process, or of all of a machine's with PROMETHEUS_MULTIPROC_DIR."""
    if not _may_read(request):
        raise PermissionDenied
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _may_read(request: HttpRequest) -> bool:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(token, settings.METRICS_TOKEN):
        return True
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return False
    return any(address in ip_network(known, strict=False) for known in settings.METRICS_ALLOWED)
