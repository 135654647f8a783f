"""Static files for Django's test client, which calls everything synchronously.

ServeStatic is async only: with it each request of a test gets an event loop and two threads of its own, which cost more
than the request itself. Web processes of tests keep it as it is.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_only_middleware
from servestatic.middleware import ServeStaticMiddleware

type Next = Callable[[HttpRequest], HttpResponseBase]
REAL = "servestatic.middleware.ServeStaticMiddleware"
HERE = "tests.static_files.serve_static"


@sync_only_middleware
def serve_static(get_response: Next) -> Next:
    """ServeStatic for what lies under its address, and nothing on the way to anything else.

    It looks through every file when it is made, and each test client makes its own: only who asks for a file waits.
    """

    @cache
    def real() -> Next:
        return cast("Next", async_to_sync(ServeStaticMiddleware(sync_to_async(get_response))))

    def served(request: HttpRequest) -> HttpResponseBase:
        return (real() if request.path.startswith(settings.STATIC_URL) else get_response)(request)

    return served


def serve_synchronously() -> None:
    """Have this process, and none that it starts, serve static files so."""
    settings.MIDDLEWARE = [HERE if name == REAL else name for name in settings.MIDDLEWARE]
