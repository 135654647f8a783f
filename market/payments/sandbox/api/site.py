"""Where the sandbox's own pages are found from outside."""

from django.conf import settings


def site() -> str:
    """Its public origin."""
    return str(settings.SANDBOX.url)
