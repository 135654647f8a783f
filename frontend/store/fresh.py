"""Pages that a guest has already are not written again: an ETag of what they show, for nobody who is known."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, get_conditional_response, patch_vary_headers

from frontend.store.currency import currency_of

# Where no build is named, templates may have changed since the program started last.
BUILT = settings.BUILD if settings.BUILD != "dev" else secrets.token_hex(4)


def answer_afresh(request: HttpRequest, facts: dict[str, Any], draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Draw the page, or say that a guest's copy of it still holds. What a person sees is never kept."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        answer = draw()
        add_never_cache_headers(answer)
        return answer
    etag = _etag(request, facts)
    answer = get_conditional_response(request, etag=etag) or draw()
    answer["ETag"] = etag
    # Kept by the browser alone, which asks each time: the page has the reader's currency and token in it.
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    return answer


def _etag(request: HttpRequest, facts: dict[str, Any]) -> str:
    reader = (
        BUILT,
        currency_of(request),
        translation.get_language(),
        timezone.get_current_timezone_name(),
        # A copy whose token's cookie is gone cannot be posted from.
        settings.CSRF_COOKIE_NAME in request.COOKIES and request.COOKIES[settings.CSRF_COOKIE_NAME],
        bool(request.headers.get("HX-Request")),
        request.get_full_path(),
    )
    told = repr((reader, sorted(facts.items())))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
