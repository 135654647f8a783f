"""How the program says it is alive, ready, and how its parts stand."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

router = Router(tags=["health"])


def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok\n", content_type="text/plain")
