"""This site's own address: the one that is set, or the one that was asked for."""

from django.conf import settings
from django.http import HttpRequest


def site_of(request: HttpRequest) -> str:
    """Scheme and host without a slash: what makes a path a whole address."""
    return str(settings.PUBLIC_URL) or f"{request.scheme}://{request.get_host()}"
